/** D460 to D462: what a server works out of a study beside answering. */
export const analysisFaults = {
  /** `what`: `importance`, `best`, `report`, `what-if`. */
  D460: (f: { study: string; what: string; detail: string }) => ({
    what: `The ${f.what} of ${f.study} could not be worked out here: ${f.detail}.`,
    why: "A server works out what takes a while in a thread beside the one that answers; everything else goes on without it.",
    mend: "ask again; where that does not help, run the same as a command: diapason importance, best --estimate, report or replay --what-if",
    kept: "The record of the study was only read.",
  }),
  D461: (f: { study: string; what: string; most: number }) => ({
    what: `The ${f.what} of ${f.study} was not begun: ${f.most} other questions are being worked out.`,
    why: "They are worked out one after another, and who asks should not wait without an end.",
    mend: "ask again in a moment",
    kept: "Nothing was changed, and what was worked out before is kept.",
  }),
} as const
