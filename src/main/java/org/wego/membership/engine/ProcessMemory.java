package org.wego.membership.engine;

import java.util.List;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the engine remembers of instances. The course of an instance, which task was done when and by which account, is
 * kept as long as its model says; the words and values that went through it can be forgotten before.
 */
@Component
public class ProcessMemory {

    private final HistoryService history;
    private final RuntimeService runtime;
    private final JdbcClient jdbc;

    ProcessMemory(@Lazy HistoryService history, @Lazy RuntimeService runtime, JdbcClient jdbc) {
        this.history = history;
        this.runtime = runtime;
        this.jdbc = jdbc;
    }

    /**
     * Forgets, of every instance with this business key, whatever its model, all variables with their former values, what
     * was filled into forms, comments, attachments and the words of faults. An instance that still runs is ended first.
     * In the caller's transaction; harmless twice.
     *
     * @param why the reason that an ended instance keeps
     */
    @Transactional
    public void forget(String businessKey, String why) {
        List<HistoricProcessInstance> instances = history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(businessKey).list();
        for (HistoricProcessInstance instance : instances) {
            if (instance.getEndTime() == null) {
                runtime.deleteProcessInstance(instance.getId(), why, true, true, true);
            }
            history.deleteHistoricVariableInstancesByProcessInstanceId(instance.getId());
            words(instance.getId());
        }
    }

    // What the engine's services delete only with the whole instance
    private void words(String instance) {
        for (String sql : List.of(
                "delete from act_ge_bytearray where id_ in (select bytearray_id_ from act_hi_detail where proc_inst_id_ = :id)",
                "delete from act_hi_detail where proc_inst_id_ = :id",
                "delete from act_hi_comment where proc_inst_id_ = :id",
                "delete from act_ge_bytearray where id_ in (select content_id_ from act_hi_attachment where proc_inst_id_ = :id)",
                "delete from act_hi_attachment where proc_inst_id_ = :id",
                "delete from act_ge_bytearray where id_ in (select job_exception_stack_id_ from act_hi_job_log where process_instance_id_ = :id)",
                "update act_hi_job_log set job_exception_msg_ = null, job_exception_stack_id_ = null where process_instance_id_ = :id",
                "update act_hi_incident set incident_msg_ = null, annotation_ = null where proc_inst_id_ = :id",
                "update act_hi_taskinst set description_ = null where proc_inst_id_ = :id",
                // Who claimed and completed what stays; what was written does not
                "update act_hi_op_log set org_value_ = null, new_value_ = null, annotation_ = null where proc_inst_id_ = :id"
                        + " and coalesce(property_, '') not in ('assignee', 'owner', 'delegation', 'priority', 'dueDate', 'followUpDate')")) {
            jdbc.sql(sql).param("id", instance).update();
        }
    }
}
