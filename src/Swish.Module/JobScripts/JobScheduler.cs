namespace Swish.Module.JobScripts;

/// <summary>The programs that run the tasks of a sweep on several machines.</summary>
public enum JobScheduler
{
    /// <summary>Slurm: an array job, and a job behind it that merges the logs.</summary>
    Slurm,

    /// <summary>Kubernetes: an indexed job, and a suspended job that merges the logs.</summary>
    Kubernetes,

    /// <summary>GNU parallel, on this machine or over SSH.</summary>
    Parallel,
}
