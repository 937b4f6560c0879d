package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mogplex.api.Repo;
import com.mogplex.local.store.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** How folders become repos, and how they are listed. */
class RepoTest {
    @TempDir
    Path folder;

    private Served served;

    @BeforeEach
    void start() {
        served = Served.with(folder, "true");
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private Repo register(TestRepo repo) {
        return served.server.registerRepo(repo.path());
    }

    @Test
    void aFolderInARepositoryStandsForTheRepository() throws IOException {
        Path below = Files.createDirectories(served.repo.path().resolve("a/b"));

        assertThat(served.server.registerRepo(below).id()).isEqualTo(served.repoId);
    }

    @Test
    void aLinkToARepositoryStandsForTheRepository() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), served.repo.path());

        assertThat(served.server.registerRepo(link).id()).isEqualTo(served.repoId);
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/octo/hello.git, octo/hello",
        "https://user:secret@example.com/octo/hello, octo/hello",
        "git@github.com:octo/hello.git, octo/hello",
        "ssh://git@example.com:22/group/sub/hello.git, sub/hello",
        "/srv/git/hello.git, local/named"
    })
    void aRepoIsNamedAfterItsRemote(String remote, String expected) {
        TestRepo repo = TestRepo.create(folder.resolve("named"));
        repo.git("remote", "add", "origin", remote);

        assertThat(register(repo).fullName()).isEqualTo(expected);
    }

    @Test
    void namesAreUnique() {
        assertThat(register(TestRepo.create(folder.resolve("elsewhere/repo"))).fullName())
                .isEqualTo("local/repo-2");
    }

    @Test
    void theDefaultBranchIsTheOneOfHead() {
        served.repo.git("checkout", "-q", "-b", "develop");

        assertThat(register(served.repo).defaultBranch()).isEqualTo("develop");
        served.repo.git("checkout", "-q", "--detach");
        assertThat(register(served.repo).defaultBranch()).isNull();
    }

    @Test
    void aBareRepositoryCanBeWorkedOn() {
        served.repo.git(
                "clone", "--quiet", "--bare", ".", folder.resolve("bare.git").toString());

        Repo bare = served.server.registerRepo(folder.resolve("bare.git"));

        assertThat(bare.fullName()).isEqualTo("local/bare");
        String runId = served.api
                .start(Map.of("repoId", bare.id(), "prompt", "Work"))
                .data()
                .get("runId")
                .asString();
        assertThat(served.api
                        .awaitStatus(runId, "success")
                        .at("/branch/working")
                        .asString())
                .isEqualTo("main");
    }

    @Test
    void reposAreListedByNameInTheDocumentedShape() {
        register(TestRepo.create(folder.resolve("another")));

        JsonNode repos = served.api.get("repos").data().get("repos");

        assertThat(repos)
                .extracting(repo -> repo.get("full_name").asString())
                .containsExactly("local/another", "local/repo");
        assertThat(repos.get(1).propertyNames()).containsExactly("id", "full_name", "default_branch", "root_directory");
    }

    @Test
    void aQueryIsPartOfTheNameWhateverItsCase() {
        register(TestRepo.create(folder.resolve("another_one")));

        assertThat(served.api.get("repos?q=OTHER_").data().get("repos")).hasSize(1);
        assertThat(served.api.get("repos?q=%25").data().get("repos")).isEmpty();
    }

    @Test
    void whatIsNoRepositoryIsRefused() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> served.server.registerRepo(plain))
                .isInstanceOf(SetupException.class)
                .hasMessageStartingWith("not a git repository: ");
        assertThatThrownBy(() -> served.server.registerRepo(file)).hasMessage("not a folder: " + file);
        assertThatThrownBy(() -> served.server.registerRepo(folder.resolve("gone")))
                .hasMessage("no such folder: " + folder.resolve("gone"));
    }
}
