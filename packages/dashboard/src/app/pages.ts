import type { ComponentType } from "react"

/** A page of a study: one line here and one file in `pages`. */
interface StudyPage {
  /** Below the study: `""` is its overview. */
  readonly path: string
  readonly title: string
  /** After `g`, this key leads there. */
  readonly key?: string
  load(): Promise<{ readonly default: ComponentType }>
}

export const studyPages: readonly StudyPage[] = [
  { path: "", title: "Overview", key: "o", load: () => import("../pages/overview.tsx") },
  { path: "trials", title: "Trials", key: "t", load: () => import("../pages/trials.tsx") },
  { path: "curves", title: "Curves", key: "c", load: () => import("../pages/curves.tsx") },
  { path: "space", title: "Space", key: "p", load: () => import("../pages/space.tsx") },
  { path: "tradeoffs", title: "Trade-offs", key: "x", load: () => import("../pages/tradeoffs.tsx") },
  { path: "schedule", title: "Schedule", load: () => import("../pages/schedule.tsx") },
  { path: "history", title: "History", load: () => import("../pages/history.tsx") },
  { path: "workers", title: "Workers", load: () => import("../pages/workers.tsx") },
  { path: "activity", title: "Activity", load: () => import("../pages/activity.tsx") },
  { path: "settings", title: "Settings", load: () => import("../pages/settings.tsx") },
]
