import { Rotation } from "#components/run/rotation"
import { watchHistory } from "#operations/watch-history"
import { getApp, NotReady } from "#server/app"
import { startRotationWatch, stopRotationWatch } from "../../../actions/rotation.ts"

/** What the runs of an endpoint in mode external saw of the rotation of its files. */
export async function RotationSection({ id }: { readonly id: string }) {
	const { context } = await getApp()
	const steps = await watchHistory(context, { endpointId: id })
	if (!steps.ok) throw new NotReady(steps.error)
	return (
		<Rotation
			endpointId={id}
			steps={steps.value}
			startWatch={startRotationWatch}
			stopWatch={stopRotationWatch}
		/>
	)
}
