import type { ReactNode } from "react"

/** The frame around every page. */
export function Shell({ children }: { readonly children: ReactNode }) {
	return (
		<main id="main" className="mx-auto max-w-7xl px-4 py-6 sm:px-6">
			{children}
		</main>
	)
}
