import { contest } from "./contest.mjs"

/** One command for a table against other programs at equal time: which model predicts rows better that none of them has seen. */
export const automl = {
  problem: { seconds: 180, test: "three tenths of the rows", score: "area under the ROC curve, accuracy or R² by the kind of target" },
  parts: {
    contest: { about: "six tables, each with the same rows and seconds for all; --peer names a Python with FLAML", run: contest },
  },
}
