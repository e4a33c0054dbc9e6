/** Studies as files of other programs. */
export const exchangeFaults = {
  D350: (f: { study: string; store: string }) => ({
    what: `A study named ${f.study} is in ${f.store} already.`,
    why: "An import never writes over a record or into the middle of one.",
    mend: "--name gives the imported one another name; or import into another store with --store",
    kept: "Nothing was changed in either.",
  }),
  D351: (f: { file: string; line: number | undefined; problem: string; mend: string }) => ({
    what: `${f.file}${f.line === undefined ? "" : `, line ${f.line}`}: ${f.problem}.`,
    why: "What is taken in must be exactly what was once recorded, or say what it is.",
    mend: f.mend,
    kept: "Nothing was imported.",
  }),
  D354: (f: { file: string; writer: string; schema: string; reads: string }) => ({
    what: `${f.file} was written by Optuna ${f.writer}, in the schema ${f.schema}; known are those up to ${f.reads}.`,
    why: "What a newer program keeps may mean something else than it did.",
    mend: "upgrade Diapason; or copy the study into a journal with an Optuna that reads it, and import that",
    kept: "Nothing was imported.",
  }),
  D355: (f: { file: string; line: number; problem: string }) => ({
    what: `${f.file}, line ${f.line}: ${f.problem}.`,
    why: "All that follows in a journal builds on the lines before; only a last line that does not end may be left out.",
    mend: `restore the file from a copy; or look at the line: sed -n ${f.line}p ${f.file}`,
    kept: "Nothing was imported.",
  }),
  D356: (f: { file: string; detail: string }) => ({
    what: `${f.file} cannot be read as a study of Optuna: ${f.detail}.`,
    why: "What is taken over must be a whole database of Optuna's, or one of its journals.",
    mend: "name the file again, or restore it from a copy; sqlite3 FILE 'PRAGMA integrity_check' says whether a database is whole",
    kept: "Nothing was changed.",
  }),
  D357: (f: { study: string; file: string; known: readonly string[] }) => ({
    what: `${f.file} has a study named ${f.study} already${f.known.length > 1 ? ` (it holds ${f.known.join(", ")})` : ""}.`,
    why: "An export adds a study and never writes into one.",
    mend: `--name gives it another name there; or export into another file`,
    kept: "Nothing was written.",
  }),
  D358: (f: { file: string; problem: string; mend: string }) => ({
    what: `Nothing can be added to ${f.file}: ${f.problem}.`,
    why: "A study is only added to what Optuna 5 itself would go on writing.",
    mend: f.mend,
    kept: "Nothing was written.",
  }),
  D480: (f: { place: string; problem: string }) => ({
    what: `${f.place} is not written: ${f.problem}.`,
    why: "An export replaces an earlier export, and nothing else that somebody may need.",
    mend: "name another place with --to, or move what is there away",
    kept: "What stood there is untouched.",
  }),
  D481: (f: { folder: string; problem: string; mend: string }) => ({
    what: `${f.folder}: ${f.problem}.`,
    why: "Runs are taken in as trials, and a trial needs values that were tried and a number that came of them.",
    mend: f.mend,
    kept: "Nothing was imported, and nothing was changed there.",
  }),
}
