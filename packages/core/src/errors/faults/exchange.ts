/** Studies as files of other programs. */
export const exchangeFaults = {
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
