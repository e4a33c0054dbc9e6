/** D2: trials. */
export const trialFaults = {
  D230: (f: { trial: number; state: string; wanted: string }) => ({
    what: `Trial ${f.trial} is ${f.state}; ${f.wanted} needs a running trial.`,
    why: "A trial is reported and told only while it runs, so that a finished result never changes.",
    mend: "ask for a new trial, or add the observation with `add`",
    kept: "The trial keeps what it had.",
  }),
  D231: (f: { trial: number; count: number }) => ({
    what: `There is no trial ${f.trial}; the study has ${f.count}.`,
    why: "Trials are numbered from 0 in the order in which they were handed out.",
    mend: "diapason trials lists them",
  }),
}
