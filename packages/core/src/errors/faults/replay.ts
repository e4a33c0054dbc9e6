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
  D611: (f: { id: string; by: string }) => ({
    what: `${f.by} has proposed the change ${f.id}, and cannot approve it too.`,
    why: "On this server a change is seen by two people before it is made (profile audited).",
    mend: "ask another owner of the study; the page lists what waits under Activity",
    kept: "The proposal still waits.",
  }),
  D612: (f: { study: string; id: string }) => ({
    what: `No change ${f.id} of ${f.study} waits for approval.`,
    why: "It was answered already, maybe a moment ago by somebody else, or there never was one.",
    mend: "look at the newest events of the study: who answered it stands there",
    kept: "Nothing was changed by this request.",
  }),
  D613: (f: { id: string; revision: number }) => ({
    what: `The change ${f.id} was proposed for an earlier revision; the study has revision ${f.revision} by now.`,
    why: "It would say something else of the study as it is.",
    mend: "decline it, and propose the change again",
    kept: "The proposal still waits.",
  }),
}
