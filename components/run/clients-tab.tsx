import type { Report } from "#report/report"
import { ClientDemand } from "./client-demand.tsx"
import { EmptyTab } from "./empty-tab.tsx"
import { Forecast } from "./forecast.tsx"

/** What a client must bring to this server, and which clients would come through. */
export function ClientsTab({ report }: { readonly report: Report | undefined }) {
	if (report === undefined) {
		return (
			<EmptyTab>The check still runs. What clients must bring is judged when all lanes have ended.</EmptyTab>
		)
	}
	return (
		<div className="flex flex-col gap-9">
			<ClientDemand choice={report.clientCertificate} />
			{report.forecast.length === 0 ? null : <Forecast forecast={report.forecast} />}
		</div>
	)
}
