import type { FailureKind } from "../event/failure.ts"
import type { Json } from "../event/json.ts"

/**
 * What an attempt may say to the side that runs it, one JSON object per line. Every message is optional: a script that says
 * nothing is still tuned by what it prints. Metrics are real numbers here; on the wire a non-finite one is a word.
 */
export type ChildMessage =
  /** Majors the client speaks, and what it can do: `stop`, `checkpoint`, `pause`, `update:NAME`. Absent: it only reports. */
  | { readonly type: "hello"; readonly protocol: readonly number[]; readonly client?: string; readonly capabilities: readonly string[] }
  | ReportMessage
  /** Sent after its files are closed. `path` may be relative to the checkpoint folder. */
  | { readonly type: "checkpoint"; readonly step: number; readonly path: string; readonly bytes?: number }
  | { readonly type: "artifact"; readonly name: string; readonly path: string; readonly media?: string }
  | { readonly type: "note"; readonly key: string; readonly value: Json }
  | { readonly type: "log"; readonly level: string; readonly text: string }
  | { readonly type: "heartbeat" }
  | { readonly type: "applied"; readonly rev: number; readonly step?: number }
  | { readonly type: "refused"; readonly rev: number; readonly step?: number; readonly why?: string }
  /** The final word, where it is not the last report. */
  | { readonly type: "result"; readonly metrics: Readonly<Record<string, number>> }
  /** `retry` asks for another attempt. */
  | { readonly type: "fail"; readonly kind: FailureKind; readonly text: string; readonly retry: boolean }
  | { readonly type: "bye" }

/** `seq` numbers the reports of an attempt from 1, so that one that was sent twice counts once. Without `step` the next one is meant. */
export interface ReportMessage {
  readonly type: "report"
  readonly seq?: number
  readonly step?: number
  readonly metrics: Readonly<Record<string, number>>
}
