"use client"

import { Dialog } from "@base-ui/react/dialog"
import { Keyboard, X } from "lucide-react"
import { useEffect, useState } from "react"
import { Button } from "#components/ui/button"
import { askFieldId } from "./ask-field.tsx"

const keys: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
	{ keys: ["/"], what: "Check a target or paste an error" },
	{ keys: ["Ctrl K", "⌘ K"], what: "Find an endpoint, a page, a rule or an action" },
	{ keys: ["↑", "↓"], what: "Move through rows and lanes" },
	{ keys: ["Enter"], what: "Open the row" },
	{ keys: ["c"], what: "Check the row that has the focus" },
	{ keys: ["Esc"], what: "Close what floats" },
	{ keys: ["?"], what: "Show these keys" },
]

/** Listens for `/` and `?` outside of fields, and shows the keys. */
export function KeysPanel() {
	const [open, setOpen] = useState(false)
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
			if (isTyping(event.target)) return
			if (event.key === "/") {
				event.preventDefault()
				document.getElementById(askFieldId)?.focus()
			}
			if (event.key === "?") setOpen(true)
		}
		document.addEventListener("keydown", onKey)
		return () => document.removeEventListener("keydown", onKey)
	}, [])
	return (
		<Dialog.Root open={open} onOpenChange={setOpen}>
			<Dialog.Trigger
				render={
					<Button variant="quiet" size="icon" className="max-sm:hidden" title="Keys (?)">
						<Keyboard aria-hidden />
						<span className="sr-only">Show the keys</span>
					</Button>
				}
			/>
			<Dialog.Portal>
				<Dialog.Backdrop className="fixed inset-0 z-40 bg-ink/20" />
				<Dialog.Popup className="fixed top-[12dvh] left-1/2 z-50 w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 rounded-md border border-line-strong bg-surface-raised p-5 shadow-float">
					<div className="mb-3 flex items-center justify-between">
						<Dialog.Title className="font-semibold text-lg">Keys</Dialog.Title>
						<Dialog.Close
							render={
								<Button variant="quiet" size="icon">
									<X aria-hidden />
									<span className="sr-only">Close</span>
								</Button>
							}
						/>
					</div>
					<dl className="flex flex-col">
						{keys.map(({ keys: names, what }) => (
							<div
								key={what}
								className="flex items-center justify-between gap-4 border-line border-t py-2 text-sm"
							>
								<dt className="order-2 flex shrink-0 gap-1">
									{names.map((name) => (
										<kbd
											key={name}
											className="rounded-sm border border-line-strong bg-surface px-1.5 text-xs leading-5"
										>
											{name}
										</kbd>
									))}
								</dt>
								<dd>{what}</dd>
							</div>
						))}
					</dl>
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	)
}

/** True when keys belong to what the person is typing into. */
export function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false
	return target.isContentEditable || target.closest("input, textarea, select, [role=combobox]") !== null
}
