import { declared, finding, type Rule } from "../finding.ts"

/** Sorted numbers that were declared as a choice; choices of very many values. */
export const order: Rule = ({ space }) =>
  declared(space).flatMap(([parameter, json]) => {
    if (json.type !== "choice") return []
    const { values } = json
    if (values.length > 20) return [finding("D135", "hint", { parameter, count: values.length }, { parameter })]
    const sorted = values.length > 2 && values.every((x, i) => typeof x === "number" && (i === 0 || x > (values[i - 1] as number)))
    const text = values.join(", ")
    return sorted ? [finding("D125", "hint", { parameter, values: text }, { parameter, spec: `ordinal(${text})` })] : []
  })
