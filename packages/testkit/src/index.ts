export { eventHeap, type EventHeap } from "./simulator/event-heap.ts"
export { virtualClock, type VirtualClock } from "./simulator/virtual-clock.ts"
