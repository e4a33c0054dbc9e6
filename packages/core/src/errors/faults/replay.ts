/** D6: replay and audit. */
export const replayFaults = {
  D601: (f: { trial: number; recorded: string; recomputed: string; detail: string }) => ({
    what: `Replay differs at trial ${f.trial}: recorded ${f.recorded}, recomputed ${f.recomputed}.`,
    why: f.detail,
    mend: "install the recorded version and replay again",
    kept: "The log is unchanged; replay only reads.",
  }),
  D602: (f: { study: string; seq: number; detail: string }) => ({
    what: `The chain of ${f.study} is broken at position ${f.seq}: ${f.detail}.`,
    why: "What stands in the log from there on is not what was once written.",
    mend: "restore the store from a copy made before the change",
    kept: "Everything before that position is proven unchanged.",
  }),
  /** D61: the audited profile. */
  D610: (_: object) => ({
    what: "A reason is missing.",
    why: "On this server every change must say why (profile audited); the reason stands in the log for good.",
    mend: "say it as `why` in the body of the request, or in the field for the reason on the page",
    kept: "Nothing was changed.",
  }),
}
