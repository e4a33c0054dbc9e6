/** D470 to D479: trackers and notifications, which are told of a study elsewhere. */
export const trackerFaults = {
  D470: (f: { study: string; left: readonly { title: string; pending: number; why: string }[] }) => ({
    what: `Not all of ${f.study} has arrived: ${f.left.map(({ title, pending, why }) => `${title} lacks ${pending} events (${why})`).join("; ")}.`,
    why: "Nobody answered there, or not as it should.",
    mend: `see that it runs and lets us in (diapason doctor tries it), then run diapason track ${f.study} again: it goes on from there`,
    kept: "The study is whole in its store; what has arrived is not sent twice.",
  }),
  D471: (f: { study: string }) => ({
    what: `Nothing says where ${f.study} is to be sent.`,
    why: "Neither --to names a tracker, nor does track: or notifications: in a configuration file here.",
    mend: "--to mlflow=http://HOST:5000, or --to tensorboard=FOLDER; -c names another file",
    kept: "Nothing was sent.",
  }),
}
