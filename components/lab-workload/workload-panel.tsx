"use client"

import { useEffect, useState, useTransition } from "react"
import type { FieldProblem } from "#pki/field-problem"
import type { WorkloadStatus } from "#pki/workload/workload-status"
import { RunningApi } from "./running-api.tsx"
import { firstStart, StartForm } from "./start-form.tsx"
import type { Answer, WorkloadActions } from "./workload-types.tsx"

const pollMs = 3_000
/** Fields that show their problem themselves. */
const shownFields = ["trustDomain", "identities", "ttl", "federated"]

/** A SPIFFE Workload API of one's own: start it, point a program at it, rotate, make it fail, stop it. */
export function WorkloadPanel({
	first,
	actions,
}: {
	readonly first: WorkloadStatus
	readonly actions: WorkloadActions
}) {
	const [status, setStatus] = useState(first)
	const [typed, setTyped] = useState(firstStart)
	const [problems, setProblems] = useState<readonly FieldProblem[]>([])
	const [isWorking, startWorking] = useTransition()
	const ask = (answer: () => Promise<Answer>) =>
		startWorking(async () => {
			const came = await answer().catch(
				(): Answer => ({ kind: "failed", text: "Countersign did not answer. Is it still running?" }),
			)
			if (came.kind === "status") {
				setStatus(came.status)
				setProblems([])
			} else setProblems(came.kind === "problems" ? came.problems : [{ field: "", text: came.text }])
		})
	const isRunning = status.kind === "running"
	const readStatus = actions.status
	useEffect(() => {
		if (!isRunning) return
		const timer = setInterval(() => {
			readStatus()
				.then((came) => {
					if (came.kind === "status") setStatus(came.status)
				})
				.catch(() => undefined)
		}, pollMs)
		return () => clearInterval(timer)
	}, [isRunning, readStatus])
	return (
		<div className="flex flex-col gap-4">
			{status.kind === "running" ? (
				<RunningApi
					status={status}
					isWorking={isWorking}
					onChange={(change) => ask(() => actions.change(change))}
					onStop={() => ask(actions.stop)}
				/>
			) : (
				<StartForm
					typed={typed}
					onTyped={setTyped}
					problems={problems}
					isWorking={isWorking}
					onStart={(request) => ask(() => actions.start(request))}
				/>
			)}
			<div role="alert">
				{problems
					.filter(({ field }) => isRunning || !shownFields.includes(field))
					.map(({ text }) => (
						<p key={text} className="text-broken wrap-anywhere">
							{text}
						</p>
					))}
			</div>
		</div>
	)
}
