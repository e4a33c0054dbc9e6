import { importanceMethods, type ImportanceMethod } from "@diapason/algorithms"
import { fault, type EventStore, type Ledger } from "@diapason/core"
import type { Asked, Question } from "@diapason/server"
import { runnersOf } from "../cli/study/runners.ts"
import { answersTo, whatIfDocument } from "../cli/what-if/answers.ts"
import { askedOf } from "../cli/what-if/asked.ts"
import { bestDocument } from "../views/best-document.ts"
import { importanceDocument } from "../views/importance-document.ts"
import { winnerWords } from "../views/winner-words.ts"
import { ledgersAt } from "./ledgers-at.ts"

/**
 * What a server is asked of the studies of a store, answered one after another with what the command line prints for the same. It may take
 * seconds at a time. Throws what the command line throws.
 */
export function answering(store: EventStore): (asked: Asked) => Promise<unknown> {
  const ledgers = ledgersAt(store)
  let turn: Promise<unknown> = Promise.resolve()
  const answer = async ({ study, position, question }: Asked): Promise<unknown> =>
    await answerTo(question, await ledgers.at(study, position), store)
  return (asked) => {
    const answered = turn.then(() => answer(asked))
    turn = answered.catch(() => undefined)
    return answered
  }
}

function answerTo(question: Question, ledger: Ledger, store: EventStore): unknown {
  switch (question.kind) {
    case "importance": {
      const { kind: _, method, ...asked } = question
      return importanceDocument(ledger, { ...asked, ...(method !== undefined && { method: methodNamed(method) }) })
    }
    case "best":
      return { ...bestDocument(ledger), ...winnerWords(ledger) }
    case "what-if":
      return answersTo(ledger, store, askedOf([`scheduler=${question.scheduler}`])).then(whatIfDocument)
    case "report":
      return reportOf(ledger, store)
  }
}

/** The page that `diapason report` writes at this position. What draws it is loaded when one is asked for. */
async function reportOf(ledger: Ledger, store: EventStore): Promise<string> {
  const [{ materialOf }, { chosenSections, pageOf }] = await Promise.all([import("../report/material.ts"), import("../report/report.ts")])
  const runners = (await runnersOf(store, ledger)).length
  const all = chosenSections(undefined)
  return pageOf(await materialOf(ledger, all, { runners }), all)
}

function methodNamed(text: string): ImportanceMethod {
  const method = importanceMethods.find((one) => one === text)
  if (method === undefined) throw fault("D140", { flag: "method", text, expected: `one of ${importanceMethods.join(", ")}` })
  return method
}
