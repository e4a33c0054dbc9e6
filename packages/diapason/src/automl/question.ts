import { mkdir, readdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fault } from "@diapason/core"
import { dataDigest } from "./data-digest.ts"

/** What trials answer: those of one question can be compared and joined, those of two never. */
interface Question {
  /** The table or folder, as it was given; it may lie elsewhere another time. */
  readonly source: string
  /** Digest of its content. */
  readonly data: string
  /** Flags that change what Python prepares, in the order of their names; one that was not given is absent. */
  readonly flags: Readonly<Record<string, string>>
}

/** What somebody asks: the content of the data, and the flags that change what is made of it. */
export async function questionOf(
  data: string | undefined,
  images: string | undefined,
  flags: Readonly<Record<string, string | undefined>>,
): Promise<Question> {
  const given = Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  return { source: data ?? images ?? "", data: await dataDigest(data, images), flags: Object.fromEntries(given.sort()) }
}

/** Throws D185 where the folder has trials of another question: the study would go on with them and give their model as an answer to this. */
export async function refuseOther(workdir: string, study: string, question: Question): Promise<void> {
  const before = await recorded(workdir)
  if (before === undefined || !(await hasTrials(workdir))) return
  const changes = differences(before, question)
  if (changes.length > 0) throw fault("D185", { study, changes })
}

/** Keeps beside what Python prepared which question it belongs to. */
export async function keepQuestion(workdir: string, question: Question): Promise<void> {
  await mkdir(workdir, { recursive: true })
  await writeFile(join(workdir, file), `${JSON.stringify(question)}\n`)
}

const file = "question.json"

/** Undefined where there is none, as in the folders of earlier versions. */
async function recorded(workdir: string): Promise<Question | undefined> {
  try {
    return JSON.parse(await readFile(join(workdir, file), "utf8")) as Question
  } catch {
    return undefined
  }
}

const hasTrials = async (workdir: string): Promise<boolean> => (await readdir(join(workdir, "trials")).catch(() => [])).length > 0

/** In words, what one asks and the other does not. */
function differences(before: Question, now: Question): readonly string[] {
  const data =
    before.data === now.data
      ? []
      : [
          before.source === now.source
            ? `${now.source} has changed since`
            : `it learned from ${before.source}, and ${now.source} has other content`,
        ]
  const names = [...new Set([...Object.keys(before.flags), ...Object.keys(now.flags)])]
  const flags = names.filter((name) => before.flags[name] !== now.flags[name])
  return [...data, ...flags.map((name) => `--${name} changed ${before.flags[name] ?? "(not given)"} → ${now.flags[name] ?? "(not given)"}`)]
}
