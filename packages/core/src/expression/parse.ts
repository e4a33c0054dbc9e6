import { fault, type DiapasonError } from "../errors/fault.ts"
import { spotInText, type SpotAt } from "../errors/spot.ts"
import { precedence, type BinaryOperator, type Node } from "./node.ts"
import { tokens, type Token } from "./token.ts"

/** The tree of an expression, by operator precedence (V. Pratt 1973). Throws D110 with the spot and what was expected. */
export function parse(source: string, spot: SpotAt = (at) => spotInText(source, at)): Node {
  const words: Words = { source, spot, list: tokens(source, spot), next: 0, depth: 0 }
  if (words.list.length === 1) throw problem(words, words.list[0]!, "the expression is empty", "write a condition such as width >= 128")
  const node = operand(words, 0)
  const rest = words.list[words.next]!
  if (rest.kind === "end") return node
  throw problem(words, rest, `expected an operator or the end, found ${shown(rest)}`, "join two conditions with && or ||")
}

interface Words {
  readonly source: string
  readonly spot: SpotAt
  readonly list: readonly Token[]
  next: number
  depth: number
}

/** Deep enough for people, shallow enough for the stack. */
const DEEPEST = 200

function operand(words: Words, least: number): Node {
  if (++words.depth > DEEPEST) throw problem(words, words.list[words.next]!, "the expression is nested too deeply", "simplify it")
  let left = prefix(words)
  for (;;) {
    const token = words.list[words.next]!
    const op = operatorOf(words, token)
    if (op === undefined || precedence[op] < least) break
    left = infix(words, left, op, token)
  }
  words.depth--
  return left
}

const SYNONYMS: Readonly<Record<string, string>> = { and: "&&", or: "||" }
const BINARY = new Set(["+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "&&", "||"])

function operatorOf(words: Words, token: Token): BinaryOperator | "in" | "choose" | undefined {
  if (token.kind !== "sign" && token.kind !== "name") return undefined
  if (words.source[token.at] === "`") return undefined
  const text = SYNONYMS[token.text] ?? token.text
  if (token.kind === "sign" && text === "?") return "choose"
  if (text === "in") return "in"
  if (text === "not" && words.list[words.next + 1]?.text === "in") return "in"
  return BINARY.has(text) ? (text as BinaryOperator) : undefined
}

function infix(words: Words, left: Node, op: BinaryOperator | "in" | "choose", token: Token): Node {
  if (op === "choose") return chosen(words, left)
  words.next++
  if (op === "in") return token.text === "not" ? negated(words, left, token) : member(words, left, token.at)
  const right = operand(words, precedence[op] + 1)
  refuseChain(words, op)
  return { kind: "binary", op, left, right, at: token.at }
}

function refuseChain(words: Words, op: BinaryOperator): void {
  const token = words.list[words.next]!
  const following = operatorOf(words, token)
  if (following === undefined || precedence[op] !== 5 || precedence[following] !== 5) return
  throw problem(words, token, "comparisons do not chain", "write 0 < a && a < 1")
}

function negated(words: Words, left: Node, token: Token): Node {
  words.next++
  return { kind: "unary", op: "!", operand: member(words, left, token.at), at: token.at }
}

function member(words: Words, item: Node, at: number): Node {
  expect(words, "[", "a list such as [1, 2] after in")
  const list = items(words, "]")
  refuseChain(words, "==")
  return { kind: "in", item, list, at }
}

function chosen(words: Words, test: Node): Node {
  const at = words.list[words.next++]!.at
  const yes = operand(words, 0)
  expect(words, ":", '":" and the other value')
  const no = operand(words, precedence.choose)
  return { kind: "choose", test, yes, no, at }
}

function prefix(words: Words): Node {
  const token = words.list[words.next++]!
  const { at } = token
  if (token.kind === "number" || token.kind === "string") return { kind: "literal", value: token.value, at }
  if (token.kind === "name") return named(words, token.text, at)
  if (token.text === "(") {
    const inner = operand(words, 0)
    expect(words, ")", '")"')
    return inner
  }
  if (token.text === "-") return minus(operand(words, precedence["-x"]), at)
  if (token.text === "!") return { kind: "unary", op: "!", operand: operand(words, precedence["-x"]), at }
  throw problem(words, token, `expected a value, found ${shown(token)}`, "write a number, a name, or text in quotes")
}

/** A minus before a number is part of the number, so that printing and reading agree. */
const minus = (operand: Node, at: number): Node =>
  operand.kind === "literal" && typeof operand.value === "number" && operand.value >= 0 && !Object.is(operand.value, -0)
    ? { kind: "literal", value: -operand.value, at }
    : { kind: "unary", op: "-", operand, at }

function named(words: Words, name: string, at: number): Node {
  const bare = words.source[at] !== "`"
  if (bare && (name === "true" || name === "false")) return { kind: "literal", value: name === "true", at }
  if (bare && name === "not") return { kind: "unary", op: "!", operand: operand(words, precedence.not), at }
  if (bare && (name in SYNONYMS || name === "in"))
    throw problem(
      words,
      words.list[words.next - 1]!,
      `expected a value, found ${name}`,
      "a parameter of that name is written in `backticks`",
    )
  if (words.list[words.next]!.text !== "(") return { kind: "name", name, at }
  words.next++
  return { kind: "call", name, args: items(words, ")"), at }
}

function items(words: Words, close: string): readonly Node[] {
  const list: Node[] = []
  if (words.list[words.next]!.text === close) {
    words.next++
    return list
  }
  for (;;) {
    list.push(operand(words, 0))
    const token = words.list[words.next++]!
    if (token.kind === "sign" && token.text === close) return list
    if (token.text !== ",") throw problem(words, token, `expected "," or "${close}", found ${shown(token)}`, `close it with ${close}`)
  }
}

function expect(words: Words, text: string, what: string): void {
  const token = words.list[words.next++]!
  if (token.kind !== "sign" || token.text !== text)
    throw problem(words, token, `expected ${what}, found ${shown(token)}`, `write ${text} there`)
}

const shown = (token: Token): string => (token.kind === "end" ? "the end" : token.text)

const problem = (words: Words, token: Token, what: string, mend: string): DiapasonError =>
  fault("D110", { ...words.spot(token.at), problem: what, mend })
