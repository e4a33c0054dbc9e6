// Fits the stopping distance of cars to their speed by gradient descent with momentum, and prints the loss.
// Data: 50 measurements of the 1920s, M. Ezekiel, Methods of Correlation Analysis (Wiley, 1930): mph and feet.
import { readFileSync } from "node:fs"

const given = Object.fromEntries(process.argv.slice(2).map((word) => word.replace(/^--/, "").split("=")))
const [lr, momentum, steps] = [Number(given.lr ?? 0.001), Number(given.momentum ?? 0), 60]
const cars = readFileSync(new URL("cars.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1)
const rows = cars.map((line) => line.split(",").map((cell) => Number(cell) / 10))

let [weights, speed] = [
  [0, 0, 0],
  [0, 0, 0],
]
const miss = ([v, d]) => weights[0] + weights[1] * v + weights[2] * v * v - d
for (let step = 1; step <= steps; step++) {
  const gradient = [0, 1, 2].map((power) => rows.reduce((sum, row) => sum + (2 * miss(row) * row[0] ** power) / rows.length, 0))
  speed = speed.map((one, i) => momentum * one - lr * gradient[i])
  weights = weights.map((one, i) => one + speed[i])
}
const loss = rows.reduce((sum, row) => sum + miss(row) ** 2 / rows.length, 0)
console.log(`loss=${Number.isFinite(loss) ? loss : "inf"}`)
