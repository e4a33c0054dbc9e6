import { citation, parameterOf } from "@diapason/algorithms"
import { DiapasonError, printParameter, withDefaults, type ParameterJson, type Space } from "@diapason/core"
import { declared, finding, short, type Rule } from "../finding.ts"

/** A range that leaves out every start that is proven for the job which the command was recognised as. */
export const proven: Rule = ({ space, job }) =>
  job === undefined
    ? []
    : declared(space).flatMap(([parameter, json]) => {
        const known = parameterOf(job, parameter)
        if (known === undefined || !["float", "int", "ordinal", "mix"].includes(json.type)) return []
        const starts = job.starts.filter(({ values }) => typeof values[known.name] === "number")
        const values = starts.map((start) => Number(start.values[known.name]))
        if (values.length === 0 || json.when !== undefined || values.some((value) => takes(space, parameter, value))) return []
        const facts = {
          parameter,
          range: printParameter(json as ParameterJson & { type: "float" }),
          values: [...new Set(values.map(short))].join(", "),
          job: job.name,
          source: citation(starts[0]!),
          fix: known.range,
        }
        return [finding("D180", "hint", facts, { parameter, spec: known.range })]
      })

/** Whether it lies in the range; beside a grid, within its ends. */
function takes(space: Space, name: string, value: number): boolean {
  const parameter = space.parameters.find((one) => one.name === name)
  if (parameter?.kind === "float" || parameter?.kind === "int") return value >= parameter.low && value <= parameter.high
  if (parameter?.kind === "ordinal") {
    const numbers = parameter.values.filter((one) => typeof one === "number")
    return numbers.length === 0 || (value >= Math.min(...numbers) && value <= Math.max(...numbers))
  }
  try {
    withDefaults(space, { [name]: value })
    return true
  } catch (error) {
    if (error instanceof DiapasonError) return false
    throw error
  }
}
