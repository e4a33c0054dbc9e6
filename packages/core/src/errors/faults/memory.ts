/** What a new study may learn from earlier ones, and memories as files. */
export const memoryFaults = {
  D138: (f: { there: string; today: string; nearest: string | undefined; known: readonly string[] }) => ({
    what: `transfer.map says that ${f.there} is called ${f.today} here, and this study has no ${f.today}.`,
    why: "What earlier studies found would be lost under a name that nobody reads.",
    mend:
      f.nearest === undefined
        ? `the name there comes first, then one of this study: ${f.known.join(", ")}`
        : `did you mean { ${f.there}: ${f.nearest} }?`,
    kept: "Nothing was started.",
  }),
  D139: (f: { study: string; nearest: string | undefined; known: readonly string[] }) => ({
    what: `transfer.from names the study ${f.study}, which the store does not hold.`,
    why: `It holds ${f.known.length === 0 ? "no study yet" : f.known.slice(0, 8).join(", ")}${f.known.length > 8 ? ", …" : ""}.`,
    mend: f.nearest === undefined ? "diapason ls lists the studies; a * in the name stands for anything" : `did you mean ${f.nearest}?`,
    kept: "Nothing was started.",
  }),
  D352: (f: { file: string; at: string; problem: string }) => ({
    what: `${f.file} is no memory that can be read: ${f.at === "" ? "" : `${f.at}: `}${f.problem}.`,
    why: "A memory that is misread would lead later studies astray.",
    mend: "diapason memory export FILE writes one; a study as its whole log goes by diapason import",
    kept: "Nothing was imported.",
  }),
  D353: (f: { where: string; least: number; found: readonly string[] }) => ({
    what: `There is nothing to remember in ${f.where}: no study has ${f.least} usable trials.`,
    why: `Usable are complete trials with finite values within the limits on results; found: ${f.found.length === 0 ? "no study" : f.found.join(", ")}.`,
    mend: "run a study first, or name another store or file",
    kept: "Nothing was written.",
  }),
}
