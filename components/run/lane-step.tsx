import { Hourglass, type LucideIcon, ShieldBan, Square, X } from "lucide-react"
import { cn } from "#components/ui/class-names"
import { type Tone, toneClasses } from "#components/ui/meaning"
import { type LaneStep, phaseWords, type StopMark } from "./lane-row.tsx"

const markIcons = {
	refused: ShieldBan,
	failed: X,
	deadline: Hourglass,
	stopped: Square,
} as const satisfies Record<StopMark, LucideIcon>

/** One phase of a lane: the line that led here, the dot or the mark at its end, the time beneath. */
export function LaneStepCell({
	step,
	tone,
	mark,
	isLive,
}: {
	readonly step: LaneStep
	readonly tone: Tone
	readonly mark: StopMark | undefined
	readonly isLive: boolean
}) {
	if (step.state === "ahead") return <AheadCell step={step} />
	return (
		<div className="flex min-w-0 flex-col">
			<div className="flex h-5 items-center">
				<Line state={step.state} tone={tone} isLive={isLive} />
				<End step={step} tone={tone} mark={mark} />
			</div>
			<Beneath step={step} />
		</div>
	)
}

/** On narrow screens what lies ahead keeps its place, so that the columns stay aligned; on wide ones the reason takes it. */
function AheadCell({ step }: { readonly step: LaneStep }) {
	return (
		<div className="flex min-w-0 flex-col md:hidden">
			<div className="flex h-5 items-center">
				<span className="h-px flex-1 bg-line" />
				<span className="size-2 rounded-full border border-line" />
			</div>
			<Beneath step={step} />
		</div>
	)
}

function Line({
	state,
	tone,
	isLive,
}: {
	readonly state: LaneStep["state"]
	readonly tone: Tone
	readonly isLive: boolean
}) {
	if (state === "running") {
		return (
			<span data-running className="relative h-0.5 flex-1 overflow-hidden rounded-full bg-line">
				<span className="absolute inset-y-0 left-0 w-1/4 animate-wait bg-ink motion-reduce:w-full motion-reduce:animate-none motion-reduce:bg-line-strong" />
			</span>
		)
	}
	return (
		<span
			className={cn(
				"flex-1",
				state === "passed" ? "h-px opacity-60" : "h-0.5",
				toneClasses[tone].fill,
				isLive &&
					"origin-left transition-transform duration-150 ease-out starting:scale-x-0 motion-reduce:transition-none",
			)}
		/>
	)
}

function End({
	step,
	tone,
	mark,
}: {
	readonly step: LaneStep
	readonly tone: Tone
	readonly mark: StopMark | undefined
}) {
	if (step.state === "passed") return <span className={cn("h-px w-2.5 opacity-60", toneClasses[tone].fill)} />
	if (step.state === "running") return <span className="size-2.5 rounded-full border-2 border-line-strong" />
	if (step.state === "stopped") {
		const Icon = markIcons[mark ?? "failed"]
		return <Icon aria-hidden className={cn("size-4.5 shrink-0", toneClasses[tone].text)} strokeWidth={2.25} />
	}
	return <span className={cn("size-2.5 shrink-0 rounded-full", toneClasses[tone].fill)} />
}

function Beneath({ step }: { readonly step: LaneStep }) {
	return (
		<span className="whitespace-nowrap text-right text-[0.6875rem] text-ink-faint leading-4 tabular">
			<span className="md:hidden">{phaseWords[step.name]}</span>
			<span className="block min-h-4">{step.time}</span>
		</span>
	)
}

/** The steps as one sentence for screen readers: `name 0.4 ms, TCP 1.1 ms, stopped at TLS`. */
export function stepsSentence(steps: readonly LaneStep[]): string {
	return steps
		.filter((step) => step.state !== "ahead" && step.state !== "passed")
		.map((step) => {
			const word = phaseWords[step.name]
			if (step.state === "running") return `${word} is running`
			const time = step.time === undefined ? "" : ` ${step.time}`
			return step.state === "stopped" ? `stopped at ${word}${time}` : `${word}${time}`
		})
		.join(", ")
}
