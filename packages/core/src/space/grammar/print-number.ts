/**
 * A number as the one-line grammar prints it: the shortest digits that give it back, with an exponent below 1e-4 and from 1e16
 * on, of at least two digits: 0.1, 1e-05, 1e+16. The same in every engine.
 */
export function printNumber(x: number): string {
  const plain = String(x)
  const size = Math.abs(x)
  if (size === 0 || !Number.isFinite(x) || (size >= 1e-4 && size < 1e16)) return plain
  const [mantissa = "", exponent = "0"] = x.toExponential().split("e")
  const power = Number(exponent)
  const digits = String(Math.abs(power)).padStart(2, "0")
  return `${mantissa}e${power < 0 ? "-" : "+"}${digits}`
}
