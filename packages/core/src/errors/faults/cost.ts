/** D463 to D465: budgets in GPU hours, slot hours and money. */
export const costFaults = {
  D463: (f: { text: string; gpu: boolean }) => ({
    what: `The budget of ${f.text} would never be spent: ${f.gpu ? "the trials of this run have no GPU" : "neither a GPU nor a slot has a price"}.`,
    why: "What a trial costs is its running time times the GPUs that it is given, and for each slot hour its price.",
    mend: f.gpu
      ? "say how many GPUs each trial gets, as --gpus-per-trial 1; or count slots: --cost 40slot-h"
      : "set gpu_hour or slot_hour under prices: in the config",
    kept: "Nothing has begun.",
  }),
  D464: (f: { unit: string; known?: string }) => ({
    what:
      f.known === undefined
        ? `The budget is in ${f.unit}, and nothing says what an hour costs.`
        : `The budget is in ${f.unit}, and the prices are in ${f.known}.`,
    why: "Money is counted from running time, at a price for each GPU hour and slot hour; none is guessed or converted.",
    mend: `set prices: { gpu_hour: 2.5, currency: ${f.unit} } in the config, or give the budget in gpu-h or slot-h`,
    kept: "Nothing has begun.",
  }),
}
