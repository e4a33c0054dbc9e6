import { chanceSentences } from "./summary/chances.ts"
import { goalSentence, spentSentence, standSentence } from "./summary/course.ts"
import { effectSentences } from "./summary/effects.ts"
import { failureSentence } from "./summary/failures.ts"
import { resultSentences } from "./summary/results.ts"
import type { Sentence } from "./summary/sentence.ts"
import type { Material } from "./material.ts"

/** A study in plain words. Each sentence is computed from the record, and is left out where its facts are not there. */
export const summaryOf = (material: Material): readonly Sentence[] => [
  goalSentence(material),
  standSentence(material),
  ...spentSentence(material),
  ...resultSentences(material),
  ...effectSentences(material),
  ...failureSentence(material),
  ...chanceSentences(material),
]
