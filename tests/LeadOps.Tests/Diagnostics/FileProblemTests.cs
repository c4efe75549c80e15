using LeadOps.Diagnostics;

namespace LeadOps.Tests.Diagnostics;

/// <summary>Files that cannot be used, as people read it.</summary>
internal sealed class FileProblemTests
{
    private static readonly (Exception Problem, string Says)[] Problems =
    [
        (new UnauthorizedAccessException("Access to the path '/x' is denied."), "Correct the rights"),
        (new IOException("No space left on device : '/x'"), "Make room, then run the command again."),
        (
            new DirectoryNotFoundException("Could not find a part of the path '/x/y'."),
            "there is no such folder. Make it first"
        ),
        (new IOException("The file is in use."), "The file is in use."),
    ];

    [TestCaseSource(nameof(Problems))]
    public void A_file_that_cannot_be_used_names_the_next_step((Exception Problem, string Says) wrong) =>
        Assert.That(FileProblem.Of(wrong.Problem), Does.EndWith(wrong.Says).Or.Contain(wrong.Says));
}
