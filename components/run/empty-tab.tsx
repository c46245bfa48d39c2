import type { ReactNode } from "react"

/** What stands in a tab that has nothing to show: why, as a sentence. */
export function EmptyTab({ children }: { readonly children: ReactNode }) {
	return <p className="max-w-prose py-4 text-ink-soft">{children}</p>
}
