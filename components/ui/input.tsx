import type { ComponentProps } from "react"
import { cn } from "./class-names.tsx"

/*
 * <Input mono invalid {...inputProps} />        one line of text
 * <Textarea mono invalid rows={4} {...} />      several lines
 * <Checkbox {...inputProps} />                  a native check box, 16 px in a 24 px target
 */

const box =
	"w-full min-w-0 rounded-md border border-line-strong bg-surface-raised text-ink aria-invalid:border-broken aria-invalid:bg-broken-wash/40 disabled:opacity-60"

/** One line of text. `mono` for what a machine reads. */
export function Input({ mono, className, ...rest }: ComponentProps<"input"> & { readonly mono?: boolean }) {
	return (
		<input
			autoComplete="off"
			spellCheck={false}
			{...rest}
			className={cn(box, "h-9 px-2.5 text-base max-sm:text-lg", mono && "font-mono text-sm", className)}
		/>
	)
}

/** Several lines of text. Grows with its content where the browser can. */
export function Textarea({
	mono,
	className,
	...rest
}: ComponentProps<"textarea"> & { readonly mono?: boolean }) {
	return (
		<textarea
			autoComplete="off"
			spellCheck={false}
			rows={3}
			{...rest}
			className={cn(
				box,
				"field-sizing-content max-h-80 min-h-16 resize-y px-2.5 py-1.5 text-base",
				mono && "font-mono text-sm wrap-anywhere",
				className,
			)}
		/>
	)
}

/** A check box. Give it an id and a label of its own. */
export function Checkbox({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
	return (
		<input
			{...rest}
			type="checkbox"
			className={cn("m-1 size-4 shrink-0 cursor-pointer accent-ink", className)}
		/>
	)
}
