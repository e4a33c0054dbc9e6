/** D4: store, server, network. */
export const storeFaults = {
  D400: (f: { store: string; seq: number; detail: string }) => ({
    what: `The log in ${f.store} cannot be read at position ${f.seq}: ${f.detail}.`,
    why: "What was appended later depends on it.",
    mend: "restore the store from a copy; diapason replay STUDY tells where the log is whole",
    kept: "Nothing was written.",
  }),
  /** `seconds`: how long was waited. */
  D401: (f: { store: string; seconds: number }) => ({
    what: `The store ${f.store} has been locked by another program for ${f.seconds} s.`,
    why: "While another program holds the file nothing can be written to it; Diapason itself never holds it for longer than one append.",
    mend: "close the program that has it open (a database browser, a backup, a shell with an open transaction) and run the same command again",
    kept: "Nothing that was acknowledged is lost.",
  }),
  D402: (f: { url: string; known: readonly string[] }) => ({
    what: `${f.url}: there is no such kind of store.`,
    why: `Known are: ${f.known.join(", ")}.`,
    mend: `--store sqlite:PATH, or leave it out: the default is sqlite:.diapason/diapason.db`,
    kept: "Nothing was opened.",
  }),
  D403: (f: { store: string; detail: string }) => ({
    what: `The store ${f.store} cannot be opened: ${f.detail}.`,
    why: "A record can only be kept in a Diapason database, in a place that can be read and written.",
    mend: "name another path with --store sqlite:PATH, or move that file away and run again",
    kept: "Nothing was changed.",
  }),
  D404: (f: { url: string; detail: string }) => ({
    what: `${f.url}: ${f.detail}.`,
    why: "A store that is not where it was meant to be would begin an empty record.",
    mend: "--store sqlite:PATH, or sqlite:PATH?sync=full to survive a power cut",
    kept: "Nothing was opened.",
  }),
  /** `by`: who has the port, in words; `instead`: the address that is used for now. */
  D405: (f: { port: number; by: string; instead?: string }) => ({
    what: `Port ${f.port} is in use by ${f.by}.`,
    why: "Two servers cannot listen on one port.",
    mend:
      f.instead === undefined
        ? `--listen ${f.port + 1} takes another one; or open the running one, where it is Diapason it shows every study of its store`
        : `using ${f.instead} for now; or open the running one, where it is Diapason it shows every study of its store`,
    kept: "Nothing was changed.",
  }),
  D406: (f: { store: string }) => ({
    what: `The store ${f.store} is closed.`,
    why: "Something was asked of it after close().",
    mend: "close a store when everything that uses it has ended, or open it again",
    kept: "What was acknowledged before is kept.",
  }),
  /** `format`: what the store has; `reads`: the newest this version knows. */
  D407: (f: { store: string; writer: string; format: number; reader: string; reads: number }) => ({
    what: `The store ${f.store} was written by Diapason ${f.writer} (format ${f.format}); this is ${f.reader} (reads up to ${f.reads}).`,
    why: "Writing could lose fields.",
    mend: `upgrade Diapason here to ${f.writer} or later, or name another store with --store`,
    kept: "Nothing was changed.",
  }),
  D408: (f: { store: string; detail: string }) => ({
    what: `The store ${f.store} is full: ${f.detail}.`,
    why: "An event that was not written has not happened; going on without a record would lose results.",
    mend: "make room on the disk and run the same command again",
    kept: "Nothing that was acknowledged is lost.",
  }),
  D409: (f: { store: string; detail: string }) => ({
    what: `The store ${f.store} failed: ${f.detail}.`,
    why: "The disk or the system refused a read or a write.",
    mend: "check the disk and the permissions of the folder, then run the same command again",
    kept: "Nothing that was acknowledged is lost.",
  }),
  /** What came over HTTP and was not understood. */
  D410: (f: { where: string; detail: string }) => ({
    what: `The request was not understood: ${f.where}: ${f.detail}.`,
    why: "Whatever comes in is held against the description of the API.",
    mend: "see /v1/openapi.json of the server",
    kept: "Nothing was changed.",
  }),
  D411: (f: { needs: string; role: string }) => ({
    what:
      f.role === "nobody"
        ? "Nobody is signed in."
        : `This needs the role ${f.needs} for this study; the token given has the role ${f.role}.`,
    why: "What a server shows and does depends on who asks.",
    mend: "diapason token create --role ROLE makes a token; send it as Authorization: Bearer TOKEN",
    kept: "Nothing was changed.",
  }),
}
