/** D16: what a trial asks of its machine. */
export const resourceFaults = {
  D165: (f: { asked: string; has: string; mend: string }) => ({
    what: `Every trial asks for ${f.asked}; this machine has ${f.has}.`,
    why: "No trial could begin. Nothing was started.",
    mend: f.mend,
  }),
  D166: (f: { share: number }) => ({
    what: `--gpus-per-trial ${f.share} can be granted by no number of whole cards.`,
    why: "A share is a part of one card, such as 0.5, or whole cards, such as 2: two trials never meet on a card that one of them has half of. Nothing was started.",
    mend: "a part of one card, as in --gpus-per-trial 0.5, or whole cards, as in --gpus-per-trial 2",
  }),
}
