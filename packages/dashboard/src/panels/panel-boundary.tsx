import { Component, type ReactNode } from "react"
import { Fallen } from "../app/fallen.tsx"

/** Keeps a mistake in one panel from blanking the page. */
export class PanelBoundary extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {}
  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error }
  }
  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <Fallen error={this.state.error} />
  }
}
