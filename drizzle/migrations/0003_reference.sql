-- The national way of selling (product.md): names are free, types are fixed. Criteria are checked before a stage is left.
INSERT INTO pipelines (id, tenant_id, code, name, version, published_at) VALUES (1, null, 'new_business', '新业务', 1, '2026-01-01T00:00:00+08:00');
--> statement-breakpoint
INSERT INTO stages (id, pipeline_id, position, code, name, name_en, type, probability, stuck_after_days, exit_criteria) VALUES
  (1, 1, 1, 'qualify',   '线索确认',   'Qualify',                'open',    10, 14, '["need_recorded", "close_date_set"]'),
  (2, 1, 2, 'develop',   '需求挖掘',   'Develop',                'open',    20, 21, '["amount_set", "decision_maker_known"]'),
  (3, 1, 3, 'solution',  '方案与预勘', 'Solution & Feasibility', 'open',    40, 30, '["offering_chosen", "feasibility_done"]'),
  (4, 1, 4, 'propose',   '报价投标',   'Propose',                'open',    60, 21, '["quote_approved", "visit_within_30_days"]'),
  (5, 1, 5, 'negotiate', '商务谈判',   'Negotiate',              'open',    80, 14, '["competitor_known", "visit_within_30_days"]'),
  (6, 1, 6, 'contract',  '合同签订',   'Contract',               'open',    90, 14, '["contract_signed"]'),
  (7, 1, 7, 'won',       '赢单',       'Closed Won',             'won',    100, null, '[]'),
  (8, 1, 8, 'lost',      '输单',       'Closed Lost',            'lost',     0, null, '[]'),
  (9, 1, 9, 'on_hold',   '暂缓',       'On Hold',                'on_hold', 10, 60, '[]');
--> statement-breakpoint
SELECT setval('pipelines_id_seq', 100), setval('stages_id_seq', 100);
