import { capturePattern, type CapturePattern } from "@diapason/core/protocol"

/**
 * How metrics come back from a script; all ways are on unless said otherwise, and a metric belongs to the first that yields it. Paths
 * may hold the placeholders of the command, such as `{out_dir}`, and are seen from the working folder of the command.
 */
export interface CaptureRules {
  /** Messages of the trial protocol, by descriptor, file or marked line; on. */
  readonly protocol?: boolean
  /** Lines of standard output that are JSON objects with a declared metric; on. */
  readonly jsonLines?: boolean
  /** `name=value` and `name: value` in standard output; on. */
  readonly keyValue?: boolean
  /**
   * Patterns tried on each line of standard output, before the two above: `epoch (?<step>{num}).*top1=(?<val_acc>{num})`. Of a line
   * the first 4096 characters are looked at, for 100 ms at most.
   */
  readonly regex?: readonly string[]
  /** CSV or JSON lines files that the script appends to; a part of a path may hold `*`. */
  readonly files?: readonly string[]
  /** A folder of TensorBoard event files, with those below it. */
  readonly tensorboard?: string
  /** A file that is read when the script has ended, whose numbers are its final word: a JSON object, or CSV of which the last row counts. */
  readonly result?: string
}

/** Rules as they are applied. */
export interface ReadRules {
  readonly protocol: boolean
  readonly json: boolean
  readonly text: boolean
  readonly patterns: readonly CapturePattern[]
}

/** The rules for what is printed, defaults filled in. Throws D160 for a pattern that cannot be read. */
export const readRules = ({ protocol = true, jsonLines = true, keyValue = true, regex = [] }: CaptureRules = {}): ReadRules => ({
  protocol,
  json: jsonLines,
  text: keyValue,
  patterns: regex.map(capturePattern),
})
