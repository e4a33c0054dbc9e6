/** D6: replay and audit. */
export const replayFaults = {
  D601: (f: { trial: number; recorded: string; recomputed: string; detail: string }) => ({
    what: `Replay differs at trial ${f.trial}: recorded ${f.recorded}, recomputed ${f.recomputed}.`,
    why: f.detail,
    mend: "install the recorded version and replay again",
    kept: "The log is unchanged; replay only reads.",
  }),
}
