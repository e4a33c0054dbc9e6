import { spawn } from "node:child_process"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { atLeast, figure } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"

const command = fileURLToPath(new URL("../../packages/diapason/bin/diapason.js", import.meta.url))
const script = fileURLToPath(new URL("peer.py", import.meta.url))
/** Seconds for each table and program; a shorter contest is no contest, but shows that everything runs. */
const seconds = Number(process.env["AUTOML_SECONDS"] ?? 180)
const mine = "diapason"

/** Plays all tables, one program at a time, and compares scores and ranks. */
export async function contest({ say, peer }) {
  const python = peer ?? process.env["DIAPASON_PYTHON"] ?? "python3"
  return inScratch(async (folder) => {
    const { tables, peers } = await asked(python, ["tables", folder, "1"])
    const [rows, failed] = [[], []]
    for (const table of tables) {
      const scores = { [mine]: (await own(python, table, folder)).score }
      for (const name of peers) scores[name] = await peerScore(python, name, table, folder, failed)
      rows.push({ table, scores })
      say(`  ${table}: ${Object.entries(scores).map(spelled).join(", ")}`)
    }
    return told(rows, [mine, ...peers], failed)
  })
}

/** The score of a peer; where it comes to no model, -Infinity, which ranks last, and a word in `failed`: the rest of an hour is not lost. */
async function peerScore(python, name, table, folder, failed) {
  try {
    return (await asked(python, ["fit", name, table, folder, String(seconds)])).score
  } catch (error) {
    failed.push(`${name} came to no model on ${table}, and its mean is over the others: ${String(error.message).trim().split("\n").at(-1)}`)
    return -Infinity
  }
}

const spelled = ([name, score]) => `${name} ${Number.isFinite(score) ? score.toFixed(4) : "none"}`

/** Mean rank and mean score of each, and what is aimed at against those that are there. */
function told(rows, names, failed) {
  const ranks = (name) => rows.map(({ scores }) => rank(Object.values(scores), scores[name]))
  const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length
  const score = (name) => mean(rows.map(({ scores }) => scores[name]).filter(Number.isFinite))
  const ahead = names.filter((name) => name === "FLAML" || name.startsWith("LightGBM"))
  const worst = names.includes("random forest") ? [Math.min(...rows.map(({ scores }) => scores[mine] - scores["random forest"]))] : []
  return {
    figures: [
      ...names.map((name) => figure("mean rank", name, "rank", [mean(ranks(name))])),
      ...names.map((name) => figure("mean score", name, "", [score(name)])),
      ...rows.flatMap(({ table, scores }) =>
        names.flatMap((name) => (Number.isFinite(scores[name]) ? [figure(table, name, "", [scores[name]])] : [])),
      ),
    ],
    aims: [
      ...ahead.map((name) => atLeast(`mean rank ahead of ${name}`, mean(ranks(name)) - mean(ranks(mine)), 0, "ranks")),
      ...worst.map((least) => atLeast("the table with least lead over the default random forest", least, 0, "")),
      ...(names.includes("AutoGluon") ? [atLeast("mean score less AutoGluon's", score(mine) - score("AutoGluon"), -0.02, "")] : []),
    ],
    notes: [`${seconds} s on two cores for each table and program; five tables are real, "mixed" is generated`, ...failed],
  }
}

/** 1 for the highest; equal scores share the mean of their ranks. */
function rank(scores, own) {
  return 1 + scores.filter((one) => one > own).length + (scores.filter((one) => one === own).length - 1) / 2
}

/** The command as a person would type it, then its predictions of the test. */
async function own(python, table, folder) {
  const [model, out] = [join(folder, `${table}-model`), join(folder, `${table}-predictions.csv`)]
  const env = { ...process.env, DIAPASON_PYTHON: python }
  const train = ["automl", join(folder, `${table}-train.csv`), "--target", "y", "--for", `${seconds}s`, "--jobs", "2", "-o", model]
  await ran(process.execPath, [command, ...train, "--store", "memory:", "--json"], { env, cwd: folder })
  await ran(process.execPath, [command, "predict", model, join(folder, `${table}-test.csv`), "-o", out, "--proba"], { env, cwd: folder })
  return asked(python, ["score", table, folder, out])
}

/** The last line that peer.py prints, which is JSON. */
async function asked(python, words) {
  return JSON.parse((await ran(python, [script, ...words])).trim().split("\n").at(-1))
}

async function ran(program, words, options = {}) {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"], ...options })
  const told = { out: "", err: "" }
  child.stdout.on("data", (bytes) => (told.out += bytes))
  child.stderr.on("data", (bytes) => (told.err += bytes))
  const code = await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject))
  if (code !== 0) throw new Error(`${program} ${words.join(" ")} ended with ${code}:\n${told.err.slice(-2000)}${told.out.slice(-1000)}`)
  return told.out
}
