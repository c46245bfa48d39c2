import type { ReactNode } from "react"
import { AskField } from "./ask-field.tsx"
import { KeysPanel } from "./keys-panel.tsx"
import { Rail } from "./rail.tsx"
import { ThemeButton } from "./theme-choice.tsx"

/** The frame around every page: rail, the one wide field, and the page itself. `palette` opens with Ctrl K. */
export function Shell({ palette, children }: { readonly palette: ReactNode; readonly children: ReactNode }) {
	return (
		<>
			<a
				href="#main"
				className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-ink px-3 py-2 text-sm text-surface focus:translate-y-0"
			>
				Skip to the page
			</a>
			<Rail />
			<div className="flex min-h-dvh flex-col max-md:pb-16 md:pl-22 print:p-0">
				<header
					data-chrome
					className="sticky top-0 z-20 flex h-14 items-center gap-2 border-line border-b bg-surface px-4 sm:px-6"
				>
					<AskField />
					{palette}
					<KeysPanel />
					<ThemeButton />
				</header>
				<main id="main" tabIndex={-1} className="w-full flex-1 px-4 py-6 outline-none sm:px-6">
					{children}
				</main>
			</div>
		</>
	)
}
