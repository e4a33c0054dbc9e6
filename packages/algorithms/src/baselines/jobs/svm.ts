import type { Job } from "../job.ts"

/** Support vector machine with a radial kernel. */
export const svm: Job = {
  name: "svm",
  title: "support vector machine with a radial kernel",
  signs: [[/\bsklearn\.svm\b|\bSV[CR]\(/], [/\blibsvm\b/]],
  parameters: [
    { name: "C", also: ["c", "cost", "penalty"], range: "log(0.03125, 32768)", why: "the grid of the guide, 2^-5 to 2^15", spread: "10x" },
    { name: "gamma", range: "log(3.0517578125e-5, 8)", why: "the grid of the guide, 2^-15 to 2^3", spread: "10x" },
    { name: "epsilon", also: ["eps"], range: "log(1e-3, 1)", why: "the width of the tube, in units of the target", spread: "5x" },
    { name: "tol", range: "log(1e-5, 1e-1)", why: "how exactly it is solved" },
  ],
  starts: [
    {
      name: "libsvm",
      values: { C: 1, epsilon: 0.1, tol: 0.001 },
      source: { cite: "Chang, Lin: LIBSVM, and its use in scikit-learn", year: 2011, where: "defaults of SVC and SVR" },
    },
    {
      name: "guide",
      values: { C: 8, gamma: 0.03125 },
      source: {
        cite: "Hsu, Chang, Lin: A Practical Guide to Support Vector Classification: 2^3 and 2^-5, where its coarse grid was best",
        year: 2003,
        where: "section 3.2, figure 2",
      },
    },
  ],
  interactions: [
    "C and gamma trade against each other along a valley: a larger gamma wants a smaller C.",
    "Columns must be scaled first, else no value of gamma is right.",
  ],
}
