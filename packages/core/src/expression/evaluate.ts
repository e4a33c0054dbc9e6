import type { Json } from "../event/json.ts"
import { sameJson } from "./same-json.ts"
import { functions } from "./functions.ts"
import type { BinaryOperator, Node } from "./node.ts"

/** The value behind a name. */
export type Lookup = (name: string) => Json

/**
 * The value of a tree. Total: what has no value in the types of the language (text times two, an order of text and number)
 * is NaN or false, so a drawn configuration never throws.
 */
export function valueOf(node: Node, lookup: Lookup): Json {
  switch (node.kind) {
    case "literal":
      return node.value
    case "name":
      return lookup(node.name)
    case "unary":
      return node.op === "-" ? -numberOf(node.operand, lookup) : !isTrue(node.operand, lookup)
    case "binary":
      return binary(node.op, node.left, node.right, lookup)
    case "in": {
      const item = valueOf(node.item, lookup)
      return node.list.some((one) => sameJson(item, valueOf(one, lookup)))
    }
    case "choose":
      return isTrue(node.test, lookup) ? valueOf(node.yes, lookup) : valueOf(node.no, lookup)
    case "call":
      return functions[node.name]!.of(...node.args.map((argument) => numberOf(argument, lookup)))
  }
}

export const isTrue = (node: Node, lookup: Lookup): boolean => valueOf(node, lookup) === true

export function numberOf(node: Node, lookup: Lookup): number {
  const value = valueOf(node, lookup)
  return typeof value === "number" ? value : NaN
}

function binary(op: BinaryOperator, left: Node, right: Node, lookup: Lookup): Json {
  switch (op) {
    case "&&":
      return isTrue(left, lookup) && isTrue(right, lookup)
    case "||":
      return isTrue(left, lookup) || isTrue(right, lookup)
    case "==":
      return sameJson(valueOf(left, lookup), valueOf(right, lookup))
    case "!=":
      return !sameJson(valueOf(left, lookup), valueOf(right, lookup))
    case "<":
    case "<=":
    case ">":
    case ">=":
      return ordered(op, valueOf(left, lookup), valueOf(right, lookup))
    default:
      return arithmetic(op, numberOf(left, lookup), numberOf(right, lookup))
  }
}

function ordered(op: "<" | "<=" | ">" | ">=", a: Json, b: Json): boolean {
  if (!(typeof a === "number" && typeof b === "number") && !(typeof a === "string" && typeof b === "string")) return false
  if (op === "<") return a < b
  if (op === "<=") return a <= b
  return op === ">" ? a > b : a >= b
}

function arithmetic(op: "+" | "-" | "*" | "/" | "%", a: number, b: number): number {
  if (op === "+") return a + b
  if (op === "-") return a - b
  if (op === "*") return a * b
  return op === "/" ? a / b : a % b
}
