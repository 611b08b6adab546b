-- What Troth's tests change in Sakila after loading it. Nothing else is touched.

-- 1. Payments move into the partitions' year, so that rows really lie in the children of an inherited table:
--    May to August 2005 become January to April 2007, February 2006 becomes June 2007. May 2007 stays empty.
CREATE TEMPORARY TABLE moved AS
  SELECT payment_id, customer_id, staff_id, rental_id, amount,
         payment_date + CASE WHEN payment_date < '2006-01-01' THEN interval '20 months' ELSE interval '16 months' END AS payment_date
    FROM ONLY payment;
DELETE FROM ONLY payment;
INSERT INTO payment_p2007_01 SELECT * FROM moved WHERE payment_date < '2007-02-01' ORDER BY payment_id;
INSERT INTO payment_p2007_02 SELECT * FROM moved WHERE payment_date >= '2007-02-01' AND payment_date < '2007-03-01' ORDER BY payment_id;
INSERT INTO payment_p2007_03 SELECT * FROM moved WHERE payment_date >= '2007-03-01' AND payment_date < '2007-04-01' ORDER BY payment_id;
INSERT INTO payment_p2007_04 SELECT * FROM moved WHERE payment_date >= '2007-04-01' AND payment_date < '2007-05-01' ORDER BY payment_id;
INSERT INTO payment_p2007_05 SELECT * FROM moved WHERE payment_date >= '2007-05-01' AND payment_date < '2007-06-01' ORDER BY payment_id;
INSERT INTO payment_p2007_06 SELECT * FROM moved WHERE payment_date >= '2007-06-01' ORDER BY payment_id;
DROP TABLE moved;

-- 2. Twenty customers share an address: seven couples, one family of five, and one customer who lives with a member of
--    staff (address 4). The addresses that nobody lives at any more go.
ALTER TABLE customer DISABLE TRIGGER last_updated;
UPDATE customer SET address_id = (SELECT c.address_id FROM customer c WHERE c.customer_id = customer.customer_id - 1)
 WHERE customer_id IN (32, 112, 192, 272, 352, 432, 512);
UPDATE customer SET address_id = (SELECT c.address_id FROM customer c WHERE c.customer_id = 241)
 WHERE customer_id IN (242, 243, 244, 245);
UPDATE customer SET address_id = 4 WHERE customer_id = 599;
ALTER TABLE customer ENABLE TRIGGER last_updated;
DELETE FROM address a
 WHERE NOT EXISTS (SELECT 1 FROM customer c WHERE c.address_id = a.address_id)
   AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.address_id = a.address_id)
   AND NOT EXISTS (SELECT 1 FROM store s WHERE s.address_id = a.address_id);

-- 3. Statistics, as a database in use has them.
ANALYZE;
