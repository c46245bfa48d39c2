import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

const version = "1.83.1"
const dependencies = ["grpc-netty-shaded", "grpc-services", "grpc-protobuf", "grpc-stub"].map(
	(name) =>
		`<dependency><groupId>io.grpc</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`,
)
const manifest = `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>foreign</groupId><artifactId>stores</artifactId><version>1</version>
<dependencies>${dependencies.join("")}</dependencies>
</project>
`

const program = `import io.grpc.*;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.File;
import java.io.FileInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.*;

public class Stores {
    static final char[] PASSWORD = System.getenv("STORE_PASSPHRASE").toCharArray();

    record Side(KeyManager[] keys, TrustManager[] trust) {}

    public static void main(String[] folders) {
        for (String folder : folders)
            for (String side : List.of("server", "client"))
                for (String variant : List.of("pem", "pem-encrypted", "der", "der-encrypted", "bundle-der"))
                    say(folder + "/" + side, variant, "load", () -> load(folder + "/" + side, variant, side));
        for (String folder : folders)
            for (String[] kinds : new String[][] {
                {"pkcs12", ".p12", "truststore-pkcs12"}, {"pkcs12-legacy", ".p12", "truststore-jks"}, {"jks", ".jks", "truststore-jks"}
            }) {
                say(folder, kinds[0], "handshake", () -> handshake(side(folder, "server", kinds), side(folder, "client", kinds)));
                say(folder, kinds[0], "grpc", () -> call(side(folder, "server", kinds), side(folder, "client", kinds)));
            }
        System.exit(0);
    }

    interface Act { void run() throws Exception; }

    static void say(String folder, String kind, String what, Act act) {
        String said = "ok";
        try {
            act.run();
        } catch (Exception error) {
            Throwable deepest = error;
            while (deepest.getCause() != null) deepest = deepest.getCause();
            said = (error + " " + deepest).replace("\\n", " ");
        }
        System.out.println(String.join("\\t", folder, kind, what, said));
    }

    static void load(String folder, String variant, String side) throws Exception {
        String at = folder + "/" + variant + "/";
        if (variant.equals("bundle-der")) {
            if (!certificates(at + "bundle.der").equals(certificates(folder + "/pem/ca.pem"))) throw new Exception("others");
            return;
        }
        boolean isPem = variant.startsWith("pem");
        var chain = certificates(at + side + (isPem ? ".pem" : ".der"));
        byte[] key = Files.readAllBytes(Path.of(at + side + (isPem ? "-key.pem" : "-key.der")));
        if (isPem) key = Base64.getMimeDecoder().decode(new String(key).replaceAll("-----[^-]+-----", ""));
        PKCS8EncodedKeySpec plain = new PKCS8EncodedKeySpec(key);
        if (variant.endsWith("encrypted")) {
            var sealed = new EncryptedPrivateKeyInfo(key);
            // getAlgName says only PBES2: the name of the whole scheme is in the parameters.
            String scheme = sealed.getAlgParameters().toString();
            var cipher = Cipher.getInstance(scheme);
            var secret = SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(PASSWORD));
            cipher.init(Cipher.DECRYPT_MODE, secret, sealed.getAlgParameters());
            plain = sealed.getKeySpec(cipher);
        }
        PublicKey expected = chain.get(0).getPublicKey();
        var opened = KeyFactory.getInstance(expected.getAlgorithm()).generatePrivate(plain);
        String algorithm = switch (expected.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "EdDSA";
        };
        Signature signing = Signature.getInstance(algorithm), checking = Signature.getInstance(algorithm);
        signing.initSign(opened);
        signing.update(key);
        checking.initVerify(expected);
        checking.update(key);
        if (!checking.verify(signing.sign())) throw new Exception("another's key");
    }

    static List<Certificate> certificates(String path) throws Exception {
        try (var file = new FileInputStream(path)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(file));
        }
    }

    static Side side(String folder, String side, String[] kinds) throws Exception {
        String at = folder + "/" + side + "/";
        KeyStore own = KeyStore.getInstance(new File(at + kinds[0] + "/" + side + kinds[1]), PASSWORD);
        String trustName = "truststore" + (kinds[2].endsWith("jks") ? ".jks" : ".p12");
        KeyStore trusted = KeyStore.getInstance(new File(at + kinds[2] + "/" + trustName), PASSWORD);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        return new Side(keys.getKeyManagers(), trust.getTrustManagers());
    }

    static SSLContext context(Side side) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(side.keys(), side.trust(), null);
        return context;
    }

    static void handshake(Side near, Side far) throws Exception {
        SSLServerSocketFactory servers = context(near).getServerSocketFactory();
        try (SSLServerSocket listening = (SSLServerSocket) servers.createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setNeedClientAuth(true);
            CompletableFuture<Exception> judged = CompletableFuture.supplyAsync(() -> {
                try (SSLSocket socket = (SSLSocket) listening.accept()) {
                    socket.setSoTimeout(5000);
                    socket.startHandshake();
                    if (socket.getSession().getPeerCertificates().length == 0) throw new Exception("no certificate");
                    socket.getOutputStream().write(1);
                    return null;
                } catch (Exception error) {
                    return error;
                }
            });
            try (SSLSocket socket = (SSLSocket) context(far).getSocketFactory().createSocket()) {
                socket.setSoTimeout(5000);
                socket.connect(listening.getLocalSocketAddress());
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                parameters.setServerNames(List.of(new SNIHostName("localhost")));
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                if (socket.getInputStream().read() != 1) throw new Exception("nothing was sent");
            }
            Exception theirs = judged.get(10, TimeUnit.SECONDS);
            if (theirs != null) throw theirs;
        }
    }

    static void call(Side near, Side far) throws Exception {
        var forServer = TlsServerCredentials.newBuilder().keyManager(near.keys()).trustManager(near.trust())
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE).build();
        var forClient = TlsChannelCredentials.newBuilder().keyManager(far.keys()).trustManager(far.trust()).build();
        var server = io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder
            .forAddress(new InetSocketAddress("127.0.0.1", 0), forServer)
            .addService(new HealthStatusManager().getHealthService()).build().start();
        var channel = Grpc.newChannelBuilderForAddress("localhost", server.getPort(), forClient).build();
        try {
            var answer = HealthGrpc.newBlockingStub(channel).withDeadlineAfter(5, TimeUnit.SECONDS)
                .check(HealthCheckRequest.getDefaultInstance());
            if (answer.getStatusValue() != 1) throw new Exception(answer.toString());
        } finally {
            channel.shutdownNow();
            server.shutdownNow();
        }
    }
}
`

/** Compiles the program; grpc-java is fetched by Maven. Resolves with the command that runs it. */
export async function buildJavaStores(parent: string): Promise<readonly string[]> {
	const folder = join(parent, "java-stores")
	await mkdir(folder)
	await writeFile(join(folder, "pom.xml"), manifest)
	await writeFile(join(folder, "Stores.java"), program)
	const list = "-Dmdep.outputFile=classpath.txt"
	await runToEnd("mvn", ["-q", "-B", "dependency:build-classpath", list], { cwd: folder, limitMs: 300_000 })
	const path = await readFile(join(folder, "classpath.txt"), "utf8")
	await runToEnd("javac", ["-cp", path, "Stores.java"], { cwd: folder, limitMs: 120_000 })
	return ["java", "-cp", `${path}:${folder}`, "Stores"]
}
