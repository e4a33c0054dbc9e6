/** D1: configuration and space. */
export const spaceFaults = {
  D101: (f: { spec: string; at: string }) => ({
    what: `${f.spec}: a log range cannot start at 0 or below (${f.at})`,
    why: "log 0 is minus infinity",
    mend: "log(1e-6, …), or keep zero as a value of its own: mix(0, log(1e-6, …))",
  }),
}
