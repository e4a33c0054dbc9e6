/** D455 to D459: states and artifacts that are kept apart from the machine that made them. */
export const objectFaults = {
  /** `detail`: the words of the place or of the system, without secrets. */
  D455: (f: { at: string; problem: keyof typeof mends; detail: string }) => ({
    what: `${f.at} ${f.problem}: ${f.detail}.`,
    why: "States and artifacts are kept there, so that a trial can go on wherever it runs next.",
    // Who explains the code alone has no problem to name.
    mend: mends[f.problem] ?? mends["has failed"],
    kept: "What trials have saved is where they saved it, and the record is as it was.",
  }),
  D456: (f: { address: string; flaw: string }) => ({
    what: `What is kept at ${f.address} cannot be used: ${f.flaw}.`,
    why: "A state that is only half there would train on as if nothing had happened, with other results.",
    mend: "nothing has to be done: a trial goes on from the state before; keep other programs from changing what lies there",
    kept: "What is left of it is not touched.",
  }),
  D457: (f: { trial: number; what: string; path: string; reason: string }) => ({
    what: `Trial ${f.trial}: ${f.what} could not be kept apart from this machine: ${f.reason}`,
    why: "Until something newer is kept, the trial would go on from what was kept before.",
    mend: "mend what the reason names; the trial runs on, and what it saves next is tried again",
    kept: `It lies in ${f.path}.`,
  }),
  D458: (f: { trial: number; step: number; path: string; host: string }) => ({
    what: `What trial ${f.trial} saved at step ${f.step} was written on ${f.host} and is not here: ${f.path}.`,
    why: "The folder of checkpoints is not shared between the hosts, and without that state the trial would begin again.",
    mend: "name a place that every host sees: checkpoints: { at: s3://bucket/prefix } or { at: /shared/folder }, or run there with the same --dir on a shared file system",
    kept: `The state stays in the record, and the trial is left to ${f.host}.`,
  }),
  D459: (f: { folder: string; what: string }) => ({
    what: `The disk of ${f.folder} is full: there is no room for ${f.what}.`,
    why: "A state that is only half copied is not used, and what had come of it was removed.",
    mend: "make room there, or take another disk with --dir; the trial is put back and goes on from the same state",
    kept: "The state itself is where it was kept.",
  }),
}

/** What may be wrong with the place, as it is said, and how to mend it. */
const mends = {
  "does not answer":
    "look at the network and the endpoint (AWS_ENDPOINT_URL, or ?endpoint= in the address); it is asked again by itself for a while",
  "does not accept the credentials":
    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, as for any other program; the address itself has none",
  "is not there": "make the bucket, or mount the shared folder on this host; Diapason makes neither",
  "refuses it": "give this account the rights to list, read, write and delete below the address",
  "has failed": "look at what the words name; the study goes on from where it was",
} as const
