import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fenceOf, type KitFolder } from "./issued-kits.ts"
import { runToEnd } from "./process.ts"

const version = "1.83.1"
const dependencies = ["grpc-netty-shaded", "grpc-services", "grpc-protobuf", "grpc-stub"].map(
	(name) =>
		`<dependency><groupId>io.grpc</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`,
)
const manifest = `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>foreign</groupId><artifactId>readme</artifactId><version>1</version>
<dependencies>${dependencies.join("")}</dependencies>
</project>
`

const program = (port: number, code: string) => `import io.grpc.*;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.File;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

public class Readme {
    public static void main(String[] words) throws Exception {
${code}
        if (words[0].equals("serve")) {
            var server = io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder
                .forAddress(new InetSocketAddress("127.0.0.1", ${port}), forServer)
                .addService(new HealthStatusManager().getHealthService()).build().start();
            server.awaitTermination();
        }
        try {
            var asked = HealthCheckRequest.getDefaultInstance();
            System.out.println(HealthGrpc.newBlockingStub(channel).withDeadlineAfter(5, TimeUnit.SECONDS).check(asked).getStatus());
        } catch (StatusRuntimeException error) {
            System.out.println(error.getMessage() + " " + error.getCause());
        }
        System.exit(0);
    }
}
`

/** Compiles a server and a client around the README's fence; grpc-java is fetched by Maven. Resolves with the command. */
export async function buildReadmeJava(
	parent: string,
	kit: KitFolder,
	port: number,
): Promise<readonly string[]> {
	const folder = join(parent, "readme-java")
	await mkdir(folder)
	await writeFile(join(folder, "pom.xml"), manifest)
	await writeFile(join(folder, "Readme.java"), program(port, await fenceOf(kit, "Java", port)))
	const list = "-Dmdep.outputFile=classpath.txt"
	await runToEnd("mvn", ["-q", "-B", "dependency:build-classpath", list], { cwd: folder, limitMs: 300_000 })
	const path = await readFile(join(folder, "classpath.txt"), "utf8")
	await runToEnd("javac", ["-cp", path, "Readme.java"], { cwd: folder, limitMs: 120_000 })
	return ["java", "-cp", `${path}:${folder}`, "Readme"]
}
