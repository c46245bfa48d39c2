"use client"

import { SvidSection } from "#components/certificates/svid-section"
import { postureWords } from "#components/ui/meaning"
import type { WorkloadApiObservation } from "#probe/observation"
import type { Report } from "#report/report"
import { svidChecklist } from "#spiffe/svid-checklist"
import type { CertificateDescription } from "#x509/description"
import { Chain } from "./chain.tsx"
import { chainView } from "./chain-view.tsx"
import { emptyReason } from "./empty-reason.tsx"
import { EmptyTab } from "./empty-tab.tsx"
import { Identity } from "./identity.tsx"
import { identityView } from "./identity-view.tsx"
import { IssuerSection } from "./issuer-section.tsx"
import { Ladder } from "./ladder.tsx"
import { ladderView, rowsAtFirst } from "./ladder-view.tsx"
import type { LaneProgress } from "./live-run.tsx"

/** Which lane a tab speaks of. */
export function LaneName({ lane }: { readonly lane: LaneProgress | undefined }) {
	if (lane === undefined) return null
	return <p className="mb-2 hidden text-ink-faint text-sm print:block">Lane: {postureWords[lane.posture]}</p>
}

/** The ladder of the chosen lane. */
export function HandshakeTab({
	lane,
	messagesMax = rowsAtFirst,
	onShowMore,
	open,
	onOpen,
	isLive,
}: {
	readonly lane: LaneProgress | undefined
	readonly messagesMax: number | undefined
	readonly onShowMore: (messagesMax: number) => void
	readonly open: number | undefined
	readonly onOpen: (entry: number | undefined) => void
	readonly isLive: boolean
}) {
	if (lane === undefined) return null
	const ending = lane.attempt?.ending
	const source = {
		transcript: lane.transcript,
		phases: lane.phases,
		...(ending === undefined ? {} : { ending }),
		...(lane.attempt?.captured === undefined ? {} : { isCaptured: true }),
	}
	const drawn = Math.max(messagesMax, open === undefined ? 0 : Math.min(open + 1, rowsHardMax))
	return (
		<>
			<LaneName lane={lane} />
			<Ladder
				view={ladderView(source, drawn)}
				open={open}
				onOpen={onOpen}
				onShowMore={() => onShowMore(messagesMax + rowsAtFirst)}
				isLive={isLive}
				emptyReason={emptyReason(lane, "messages")}
			/>
		</>
	)
}

/** An address can name any message; this many rows are drawn to reach it, and no more. */
const rowsHardMax = 2_000

/** The chain of the chosen lane. */
export function ChainTab({
	lane,
	marked,
}: {
	readonly lane: LaneProgress | undefined
	readonly marked: number | undefined
}) {
	if (lane === undefined) return null
	const view = lane.attempt === undefined ? undefined : chainView(lane.attempt)
	return (
		<>
			<LaneName lane={lane} />
			<Chain view={view} marked={marked} emptyReason={emptyReason(lane, "certificates")} />
		</>
	)
}

/** Who proved to be whom on the chosen lane, whether their SVIDs keep the standard, and who issued the server's. */
export function IdentityTab({
	lane,
	workloadApi,
	issuer,
}: {
	readonly lane: LaneProgress | undefined
	readonly workloadApi: WorkloadApiObservation | undefined
	/** Absent where nothing points at anybody, or while the check runs. */
	readonly issuer: Report["server"]["issuer"]
}) {
	if (lane === undefined) return null
	const { attempt } = lane
	if (attempt === undefined || lane.skipped !== undefined) {
		return <EmptyTab>{emptyReason(lane, "certificates")}</EmptyTab>
	}
	const [leaf] = attempt.chain ?? []
	const checks = leaf?.kind === "certificate" ? checklistOf(leaf.description) : undefined
	const own = attempt.own.certificate === undefined ? undefined : checklistOf(attempt.own.certificate)
	return (
		<>
			<LaneName lane={lane} />
			<Identity view={identityView(attempt, workloadApi)} />
			{checks === undefined ? null : (
				<div className="mt-8">
					<SvidSection svid={checks} title="The server’s X.509-SVID" />
				</div>
			)}
			{own === undefined ? null : (
				<details className="mt-6">
					<summary className="w-fit rounded-sm py-1 font-medium hover:text-ink">
						{own.checks.some(({ verdict }) => verdict === "fail")
							? "Your own X.509-SVID breaks the standard"
							: "Your own X.509-SVID keeps the standard"}
					</summary>
					<div className="mt-3">
						<SvidSection svid={own} title="Your own X.509-SVID" />
					</div>
				</details>
			)}
			{issuer === undefined || leaf === undefined ? null : <IssuerSection issuer={issuer} />}
		</>
	)
}

/** The rules for an X.509-SVID, where the certificate carries a SPIFFE ID. */
function checklistOf(leaf: CertificateDescription) {
	const id = leaf.sans.uri.find((uri) => /^spiffe:/i.test(uri))
	return id === undefined ? undefined : { id, checks: svidChecklist(leaf) }
}
