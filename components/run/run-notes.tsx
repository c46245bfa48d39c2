import { CircleAlert, Info } from "lucide-react"
import type { ReactNode } from "react"
import { cn } from "#components/ui/class-names"
import type { SettingProblem } from "#endpoints/endpoint"

/** Something that must be known before the rest is read. */
export function Note({
	tone,
	children,
}: {
	readonly tone: "broken" | "unknown"
	readonly children: ReactNode
}) {
	const Icon = tone === "broken" ? CircleAlert : Info
	return (
		<div
			role={tone === "broken" ? "alert" : "note"}
			className={cn(
				"flex gap-2 rounded-md border px-3 py-2 text-sm",
				tone === "broken"
					? "border-broken-line bg-broken-wash text-broken"
					: "border-unknown-line bg-unknown-wash text-unknown",
			)}
		>
			<Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
			<div className="min-w-0 wrap-anywhere">{children}</div>
		</div>
	)
}

/** The settings were refused: field by field, what is wrong and what to do. Nothing was dialled. */
export function SettingProblems({
	problems,
	action,
}: {
	readonly problems: readonly SettingProblem[]
	readonly action?: ReactNode
}) {
	return (
		<section aria-label="Problems with the settings" role="alert">
			<h2 className="font-semibold text-xl">The settings do not fit together. Nothing was dialled.</h2>
			<dl className={cn("mt-3 border-line border-t", problems.length === 0 && "hidden")}>
				{problems.map((problem) => (
					<div
						key={`${problem.field} ${problem.text}`}
						className="grid gap-x-4 gap-y-0.5 border-line border-b py-2 sm:grid-cols-[10rem_minmax(0,1fr)]"
					>
						<dt className="font-mono text-ink-soft text-sm">{problem.field}</dt>
						<dd className="min-w-0 wrap-anywhere">
							<span className="text-broken">{problem.text}</span>{" "}
							<span className="text-ink-soft">{problem.hint}</span>
						</dd>
					</div>
				))}
			</dl>
			{action === undefined ? null : <div className="mt-3">{action}</div>}
		</section>
	)
}
