/** D3: studies. */
export const studyFaults = {
  D301: (f: { study: string; changes: readonly string[] }) => ({
    what: `The study ${f.study} exists and is not the same: ${f.changes.join("; ")}.`,
    why: "Going on silently would mix two different problems in one record.",
    mend: "--new starts afresh under another name; or undo the change and run the same command again",
    kept: "Nothing was changed; the recorded trials are all there.",
  }),
  D303: (f: { study: string; known: readonly string[] }) => ({
    what: `There is no study named ${f.study} in this store.`,
    why: f.known.length === 0 ? "The store holds no study yet." : `It holds: ${f.known.join(", ")}.`,
    mend: f.known.length === 0 ? "diapason tune … starts one" : "name one of these, or point --store at another store",
  }),
  D304: (f: { study: string }) => ({
    what: `This session of ${f.study} was taken over by another.`,
    why: "It gave no sign of life for a while, so its trials were handed to others; two writers must not end one trial.",
    mend: "open the study again: the same command goes on",
    kept: "Everything that was acknowledged is in the log.",
  }),
}
