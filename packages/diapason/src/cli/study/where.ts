import { evaluate, fault, nearest, parseExpression, type Json } from "@diapason/core"

/**
 * A question to trials: `state=failed and lr>0.01`. Besides the language of constraints it takes `=` for `==`, `and`, `or`, `not`, and
 * bare words on the other side of a comparison (`failed`, `adam`). A trial that lacks a name that is read is not among the answers.
 * Throws D140 for a name that no trial has, D110 for what cannot be read.
 */
export function whereOf(
  flag: string,
  text: string,
  names: readonly string[],
): (fields: Readonly<Record<string, Json | undefined>>) => boolean {
  const expression = parseExpression(inOurWords(text, new Set(names)))
  const unknown = expression.reads.find((name) => !names.includes(name))
  if (unknown !== undefined) {
    const meant = nearest(unknown, names)
    const expected = meant === undefined ? `one of ${names.join(", ")}` : `a name of the trials, such as ${meant},`
    throw fault("D140", { flag, text: unknown, expected })
  }
  return (fields) => evaluate(expression, fields) === true
}

/** A quoted text or name, a number, a word, a sign, or whatever else. */
const token = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\d[\w.]*(?:(?<=[eE])[+-]\d+)?|[A-Za-z_][\w.]*|[<>!=]=|=|\s+|[^\s]/g

const signs: Readonly<Record<string, string>> = { "=": "==", and: "&&", or: "||", not: "!", true: "true", false: "false" }

function inOurWords(text: string, names: ReadonlySet<string>): string {
  const tokens = text.match(token) ?? []
  return tokens
    .map((word, i) => {
      if (signs[word] !== undefined) return signs[word]
      if (!/^[A-Za-z_]/.test(word) || names.has(word) || word === "in") return word
      const before = tokens.slice(0, i).findLast((one) => one.trim() !== "")
      const after = tokens.slice(i + 1).find((one) => one.trim() !== "")
      // Only what stands to the right of a comparison or in a list is a value; elsewhere it is a name, and its mistake is told.
      return before !== undefined && (/^([<>!=]=|=|[<>])$/.test(before) || ((before === "[" || before === ",") && after !== "("))
        ? JSON.stringify(word)
        : word
    })
    .join("")
}
