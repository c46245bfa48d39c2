import { Fragment } from "react"
import { cn } from "./class-names.tsx"

/*
 * <Mono>{"spiffe://prod/billing"}</Mono>     one text, as a machine said it
 * <Breakable>{sentence}</Breakable>          a sentence of ours with such names in it
 */

/** Where a long name may break: behind dots, slashes, colons, at signs, commas, equals signs and hyphens. */
const breakable = /(?<=[./:@,=\-_])(?=[^./:@,=\-_])/

/** Text that may hold long names: it wraps at their joints before it wraps anywhere else. */
export function Breakable({ children }: { readonly children: string }) {
	return children.split(breakable).map((part, index) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: the parts are one fixed text, they never move
		<Fragment key={index}>
			{index > 0 ? <wbr /> : null}
			{part}
		</Fragment>
	))
}

/** Text that a machine said: monospaced, whole, and wrapping only at its own joints (or anywhere if it has none). */
export function Mono({ children, className }: { readonly children: string; readonly className?: string }) {
	return (
		<span className={cn("font-mono text-[0.93em] [font-variant-ligatures:none] wrap-anywhere", className)}>
			<Breakable>{children}</Breakable>
		</span>
	)
}
