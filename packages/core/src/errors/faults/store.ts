/** D4: store, server, network. */
export const storeFaults = {
  D400: (f: { store: string; seq: number; detail: string }) => ({
    what: `The log in ${f.store} cannot be read at position ${f.seq}: ${f.detail}.`,
    why: "What was appended later depends on it.",
    mend: "restore the store from a copy; diapason replay STUDY tells where the log is whole",
    kept: "Nothing was written.",
  }),
}
