package com.mogplex;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the house: {@code api ← sanitize ← client ← {mcp, cli}} and {@code api, sanitize ← local}. */
@AnalyzeClasses(packages = "com.mogplex", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String API = "com.mogplex.api..";
    private static final String SANITIZE = "com.mogplex.sanitize..";
    private static final String CLIENT = "com.mogplex.client..";
    private static final String MCP = "com.mogplex.mcp..";
    private static final String CLI = "com.mogplex.cli..";
    private static final String LOCAL = "com.mogplex.local..";
    private static final String QUICKSTART = "com.mogplex.quickstart..";

    @ArchTest
    static final ArchRule apiKnowsNobody = noClasses()
            .that()
            .resideInAPackage(API)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SANITIZE, CLIENT, MCP, CLI, LOCAL, QUICKSTART);

    @ArchTest
    static final ArchRule sanitizeKnowsTheApiOnly = noClasses()
            .that()
            .resideInAPackage(SANITIZE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT, MCP, CLI, LOCAL, QUICKSTART);

    @ArchTest
    static final ArchRule clientKnowsApiAndSanitizeOnly = noClasses()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MCP, CLI, LOCAL, QUICKSTART);

    @ArchTest
    static final ArchRule mcpDoesNotKnowTheCommandLineOrTheEmbeddedApi = noClasses()
            .that()
            .resideInAPackage(MCP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLI, LOCAL, QUICKSTART);

    @ArchTest
    static final ArchRule theCommandLineDoesNotKnowMcpOrTheEmbeddedApi = noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MCP, LOCAL, QUICKSTART);

    @ArchTest
    static final ArchRule theEmbeddedApiKnowsApiAndSanitizeOnly = noClasses()
            .that()
            .resideInAPackage(LOCAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT, MCP, CLI, QUICKSTART);

    @ArchTest
    static final ArchRule onlyTheClientSpeaksHttpToTheApi = noClasses()
            .that()
            .resideOutsideOfPackage(CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "okio..");

    @ArchTest
    static final ArchRule theServerDoesNotLoadTheSdkOrTheCommandLineLibrary = noClasses()
            .that()
            .resideInAnyPackage(API, SANITIZE, CLIENT, MCP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.modelcontextprotocol..", "picocli..", "reactor..", "org.sqlite..", "java.sql..");

    @ArchTest
    static final ArchRule theProtocolKnowsNeitherToolsNorTransports = noClasses()
            .that()
            .resideInAPackage("com.mogplex.mcp.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.mogplex.mcp.tool..",
                    "com.mogplex.mcp.transport..",
                    "com.mogplex.mcp.prompt..",
                    "com.mogplex.mcp.resource..");

    @ArchTest
    static final ArchRule toolsKnowNothingOfTransports = noClasses()
            .that()
            .resideInAnyPackage("com.mogplex.mcp.tool..", "com.mogplex.mcp.prompt..", "com.mogplex.mcp.resource..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.mogplex.mcp.transport..");

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("com.mogplex.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheOldJacksonsAnnotationsAreUsed = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..");
}
