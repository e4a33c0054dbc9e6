import type { Json } from "@diapason/core"
import { record } from "./record.ts"
import { double, inside, single, whole } from "./wire.ts"

/**
 * Records of an event file, each one fact. `at` is milliseconds since 1970: the bytes depend on the log alone, so the same fact is the same
 * record whoever writes it.
 */

/** The first record of every file. */
export const fileVersion = (at: number): Buffer => event(at, 0, inside(3, "brain.Event:2"))

/** A value of a metric after a step. */
export const scalar = (at: number, step: number, tag: string, value: number): Buffer =>
  event(at, step, inside(5, inside(1, Buffer.concat([inside(1, tag), single(2, value)]))))

/** A hyperparameter as the HParams page knows it: its type, and its values or its range. */
export type HparamInfo = { readonly name: string } & (
  | { readonly type: "number"; readonly low: number; readonly high: number }
  | { readonly type: "number" | "string" | "boolean"; readonly values: readonly Json[] }
)

/** What the columns of the HParams page are: one a study, in its root. */
export function experiment(at: number, infos: readonly HparamInfo[], metrics: readonly string[]): Buffer {
  const columns = infos.map((info) => {
    const domain =
      "values" in info
        ? inside(5, Buffer.concat(info.values.map((value) => inside(1, wireValue(value)))))
        : inside(6, Buffer.concat([double(1, info.low), double(2, info.high)]))
    return inside(4, Buffer.concat([inside(1, info.name), whole(4, kinds[info.type]), domain]))
  })
  return hparams(at, "experiment", inside(2, Buffer.concat([...columns, ...metrics.map((tag) => inside(5, inside(1, inside(2, tag))))])))
}

/** The values of one trial; trials of one `group` are shown as one row. */
export function sessionStart(at: number, values: Readonly<Record<string, Json>>, group: string): Buffer {
  const entries = Object.entries(values).map(([name, value]) => inside(1, Buffer.concat([inside(1, name), inside(2, wireValue(value))])))
  return hparams(at, "session_start_info", inside(3, Buffer.concat([...entries, inside(4, group), double(5, at / 1000)])))
}

/** How a trial ended. */
export const sessionEnd = (at: number, status: "success" | "failure"): Buffer =>
  hparams(at, "session_end_info", inside(4, Buffer.concat([whole(1, status === "success" ? 1 : 2), double(2, at / 1000)])))

const event = (at: number, step: number, what: Buffer): Buffer =>
  record(Buffer.concat([double(1, at / 1000), whole(2, Math.round(step)), what]))

/** What the plug-in reads is in the metadata; an empty tensor stands where values would be. */
function hparams(at: number, name: string, content: Buffer): Buffer {
  const metadata = inside(9, inside(1, Buffer.concat([inside(1, "hparams"), inside(2, content)])))
  const tensor = inside(8, Buffer.concat([whole(1, 1), inside(2, ""), single(5, 0)]))
  return event(at, 0, inside(5, inside(1, Buffer.concat([inside(1, `_hparams_/${name}`), metadata, tensor]))))
}

/** A value as `google.protobuf.Value` has it: what is neither number, text nor truth value is its JSON. */
const wireValue = (value: Json): Buffer =>
  typeof value === "number" ? double(2, value) : typeof value === "boolean" ? whole(4, value ? 1 : 0) : inside(3, textOf(value))

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value))

const kinds = { string: 1, boolean: 2, number: 3 } as const
