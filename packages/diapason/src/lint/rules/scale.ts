import { declared, finding, short, type Rule } from "../finding.ts"

/** A range over two decades or more that is searched linearly; a logarithm over a range that is no wider than a factor of two. */
export const scale: Rule = ({ space }) =>
  declared(space).flatMap(([parameter, json]) => {
    if (json.type !== "float" && json.type !== "int") return []
    const { low, high, scale: given } = json
    const [from, to] = [short(low), short(high)]
    if (given === undefined && json.step === undefined && low > 0 && high / low >= 100) {
      const fix = json.type === "int" ? `int(${from}, ${to}, log)` : `log(${from}, ${to})`
      return [finding("D127", "warn", { parameter, low: from, high: to, fix }, { parameter, spec: fix })]
    }
    return given === "log" && high / low < 2 ? [finding("D126", "hint", { parameter, low: from, high: to }, { parameter })] : []
  })
